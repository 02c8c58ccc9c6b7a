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
