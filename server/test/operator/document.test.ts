import { describe, expect, test } from 'vitest';
import { useServer } from '../support/server.ts';
import { operatorOf, send } from './operator.testing.ts';

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Record<string, object>;
}

describe('the document of the operator API', () => {
  const server = useServer();

  test('describes every route whole', async () => {
    const document = await operatorOf(server).done<Document>('GET', '/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    );
    expect(operations.length).toBeGreaterThan(50);
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(operations.flatMap(({ path, operation }) => flaws(path, operation))).toEqual([]);
  });

  test('refers to nothing that it does not have', async () => {
    const document = await operatorOf(server).done<Document>('GET', '/openapi.json');
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
    const wanted = new Set(references.map((reference) => reference.replace(/^.*\/|"$/g, '')));
    expect(wanted.size).toBeGreaterThan(10);
    expect([...wanted].filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
  });

  test('has a page for people, which holds no script', async () => {
    for (const path of ['', '/', '/docs']) {
      const page = await send({ endpoint: server.endpoint, method: 'GET', path });
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.body).toContain('/operator/v1/orders/{connectionId}/approve');
      expect(page.body).not.toContain('<script');
    }
  });
});

/** What is missing in the description of a route. */
function flaws(
  path: string,
  { operationId, summary, description, parameters, responses }: Operation,
): readonly string[] {
  const inPath = parameters.filter((parameter) => parameter.in === 'path' && parameter.required);
  const answers = Object.keys(responses);
  const checks: readonly (readonly [boolean, string])[] = [
    [/^\S.{5,}[^.]$/.test(summary), 'a line that says what it does'],
    [/Needs the role (viewer|operator|admin)\.$/.test(description), 'its role'],
    [
      inPath.map(({ name }) => `{${name}}`).join() === (path.match(/\{\w+\}/g) ?? []).join(),
      'what its path names',
    ],
    [answers.length === 2 && answers.includes('default'), 'what it answers, and a problem'],
  ];
  return checks.filter(([is]) => !is).map(([, what]) => `${operationId} lacks ${what}`);
}
