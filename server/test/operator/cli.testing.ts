import { expect } from 'vitest';
import { runOperator } from '../../src/cli/operator/main.ts';

/** What a command did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly endpoint: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A person sits before it. */
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
  /** Told of what is printed, as it is printed. */
  readonly onOut?: (text: string) => void;
  /** Told of each request: method and path. */
  readonly onCall?: (method: string, path: string) => void;
}

/** Runs `crossconnect operator …` inside the test's process. */
export async function run(args: readonly string[], options: RunOptions): Promise<Ran> {
  const { endpoint, env = {}, terminal = false, signal = new AbortController().signal } = options;
  let out = '';
  let err = '';
  const observed: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    options.onCall?.(init?.method ?? 'GET', url.pathname);
    return fetch(input, init);
  };
  const code = await runOperator(args, {
    out: {
      write(text) {
        out += text;
        options.onOut?.(text);
      },
    },
    err: { write: (text) => (err += text), isTTY: terminal },
    env: { CROSSCONNECT_ENDPOINT: endpoint, ...env },
    fetch: observed,
    signal,
  });
  return { code, out, err };
}

/** A terminal before a server, which remembers what its commands have asked. */
export function terminalAt(server: { readonly endpoint: string }) {
  const asked = new Set<string>();
  const onCall = (method: string, path: string) => void asked.add(`${method} ${path}`);
  const cli = (...args: readonly string[]) => run(args, { endpoint: server.endpoint, onCall });
  /** What a command prints that has to succeed. */
  const done = async (...args: readonly string[]) => {
    const ran = await cli(...args);
    expect(ran).toMatchObject({ code: 0, err: '' });
    return ran.out;
  };
  return { asked, cli, done };
}

/** Where routes about virtual interfaces begin. */
export const INTERFACES = '/operator/v1/virtual-interfaces';
/** Where those about gateways begin. */
export const GATEWAYS = '/operator/v1/gateways';
export const CLOUD_GATEWAYS = '/operator/v1/cloud-gateways';
/** What suites of their own look after: each of them says that it has a command for every route. */
const ELSEWHERE = [INTERFACES, GATEWAYS, CLOUD_GATEWAYS];
export const isElsewhere = (path: string) => ELSEWHERE.some((beginning) => path.startsWith(beginning));

/**
 * Names of the routes of a server that no command has asked.
 *
 * @param asked as `onCall` was told: `GET /operator/v1/ports`
 */
export async function routesNotAsked(
  endpoint: string,
  asked: ReadonlySet<string>,
  isMeant: (path: string) => boolean,
): Promise<readonly string[]> {
  const { paths } = (await (await fetch(`${endpoint}/operator/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const used = (method: string, path: string) => {
    const shape = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return [...asked].some(
      (one) => one.startsWith(`${method.toUpperCase()} `) && shape.test(one.replace(/^\w+ /, '')),
    );
  };
  return Object.entries(paths)
    .filter(([path]) => isMeant(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { operationId }]) =>
        used(method, path) ? [] : [operationId],
      ),
    );
}
