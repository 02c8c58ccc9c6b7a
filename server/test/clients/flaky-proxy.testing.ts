import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import type { TestServer } from '../support/server.ts';

/** What happens to the next connection that a client opens. */
export type Mishap = 'refused' | 'answer lost';

/** A network between client and server that can be told to fail. */
export interface FlakyProxy {
  readonly endpoint: string;
  /** These befall the next connections, one each; all others go through. */
  next(...mishaps: readonly Mishap[]): void;
  /** Mishaps that have happened. */
  readonly happened: readonly Mishap[];
}

/** For all tests of a `describe`. Each connection carries one request: its client is told to close by the end of it. */
export function useFlakyProxy(server: Pick<TestServer, 'endpoint'>): FlakyProxy {
  const waiting: Mishap[] = [];
  const happened: Mishap[] = [];
  let listener: Server | undefined;
  let endpoint = 'none';

  const serve = (client: Socket) => {
    client.on('error', () => undefined);
    const mishap = waiting.shift();
    if (mishap !== undefined) happened.push(mishap);
    if (mishap === 'refused') {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(Number(new URL(server.endpoint).port), '127.0.0.1');
    upstream.on('error', () => client.destroy());
    client.pipe(upstream);
    client.on('close', () => upstream.destroy());
    upstream.on('data', (bytes) => {
      // The server has answered, so what was asked has happened.
      if (mishap === 'answer lost') client.resetAndDestroy();
      else client.end(bytes);
    });
  };

  beforeAll(async () => {
    const made = createServer(serve);
    listener = made;
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    const address = made.address();
    if (typeof address === 'object' && address !== null) endpoint = `http://127.0.0.1:${address.port}`;
  });
  afterAll(() => listener?.close());
  return {
    get endpoint() {
      return endpoint;
    },
    next: (...mishaps) => void waiting.push(...mishaps),
    happened,
  };
}
