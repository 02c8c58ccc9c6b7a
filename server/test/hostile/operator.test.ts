// The same lore for the operator API: in every path, query and body that its own document describes.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Holdings, newHoldings } from '../support/holdings.ts';
import { inParallel } from '../support/quick-call.ts';
import { useServer } from '../support/server.ts';
import { snapshotOf } from '../support/snapshot.ts';
import { LORE } from './lore.testing.ts';

// Thousands of calls a test: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, object>>;
}

interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** A success empties the store, or streams for ever. */
const LEFT_OUT = ['/reset', '/events'];
/** What has broken servers rather than their clients. */
const CHOSEN = LORE.filter(([what]) =>
  /SQL|shell|script|CRLF|NUL|path|format|property|long|emoji|nothing|number|surrogate/.test(what),
);
/** What a URL can hold: a surrogate alone cannot be written in one. */
const IN_URLS = CHOSEN.map(([, text]) => text).filter((text) => text.isWellFormed() && text.length < 5000);

describe('the operator API', () => {
  const server = useServer({ flags: ['--quotas', 'off'] });
  let mine: Holdings;
  let bystander: Holdings;
  let attempts: readonly Attempt[];

  beforeAll(async () => {
    mine = await newHoldings(server);
    bystander = await newHoldings(server);
    const { body } = await server.operator<Document>('GET', '/openapi.json');
    attempts = Object.entries(body.paths).flatMap(([path, methods]) => {
      const own = path.replace(/^\/operator\/v1/, '');
      if (LEFT_OUT.includes(own)) return [];
      return Object.entries(methods).flatMap(([method, described]) =>
        attemptsOf(method.toUpperCase(), own, described, body),
      );
    });
  });

  interface Document {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
    readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
  }

  function attemptsOf(
    method: string,
    path: string,
    described: Described,
    document: Document,
  ): readonly Attempt[] {
    const known = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(name));
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([hole, name = '']) =>
      IN_URLS.map((text) => ({
        method,
        path: path.replace(hole, encodeURIComponent(text)).replaceAll(/\{(\w+)\}/g, () => valueOf(name)),
      })),
    );
    const queries = (described.parameters ?? []).filter((parameter) => parameter.in === 'query');
    const inQuery = queries.flatMap(({ name }) =>
      IN_URLS.map((text) => ({ method, path: `${known}?${name}=${encodeURIComponent(text)}` })),
    );
    const schema = described.requestBody?.content['application/json']?.schema;
    const members = schema === undefined ? [] : Object.keys(resolved(schema, document).properties ?? {});
    const inBody = members.flatMap((name) =>
      CHOSEN.map(([, text]) => ({ method, path: known, body: JSON.stringify({ [name]: text, note: text }) })),
    );
    return [...inPath, ...inQuery, ...inBody];
  }

  const valueOf = (name: string) =>
    ({
      account: mine.account,
      connectionId: mine.things.connection,
      region: mine.region,
      code: mine.location,
    })[name] ?? 'none';

  function resolved(schema: Schema, { components }: Document): Schema {
    const name = schema.$ref?.replace(/^.*\//, '');
    return name === undefined ? schema : (components?.schemas?.[name] ?? {});
  }

  test('answers each with a problem or a success, never a 500, and repeats nothing as markup', async () => {
    // What is well formed may break the cross connect that it names, and nobody else's.
    const before = await snapshotOf(server, bystander);
    const wrong = await inParallel(attempts, async ({ method, path, body }) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const response = await fetch(`${server.endpoint}/operator/v1${path}`, {
        method,
        headers,
        ...(body && { body }),
      });
      const type = response.headers.get('content-type') ?? '';
      const text = await response.text();
      const isMarkup = /html/.test(type) && /<script>alert|onerror=/.test(text);
      if (response.status < 500 && !isMarkup) return [];
      return [
        `${method} ${path.slice(0, 100)} ${body?.slice(0, 100) ?? ''}: ${response.status} ${text.slice(0, 200)}`,
      ];
    });
    expect(attempts.length).toBeGreaterThan(1000);
    expect(wrong.flat()).toEqual([]);
    expect(await snapshotOf(server, bystander)).toEqual(before);
  });
});
