import type pg from 'pg';
import type { Connection } from './connection.ts';

/** A server that stood still itself finds its answers in the socket: they are read before anybody is blamed. */
const GRACE_MS = 100;

/** A connection that says so, and is cut, when a statement is not answered. */
export interface Watch {
  /** By then an answer must have come, in milliseconds. */
  readonly answerMs: number;
  /** Nothing has come: what those are told who wait. */
  readonly onSilence: () => Error;
  /** The failure of a statement, in the words that its caller should hear. */
  readonly told: (error: unknown) => unknown;
}

type Query = (...args: readonly unknown[]) => Promise<unknown>;

/** The same connection, watched. */
export function watched(
  client: Pick<pg.PoolClient, 'query' | 'connection'>,
  { answerMs, onSilence, told }: Watch,
): Connection {
  const send = client.query.bind(client) as Query;
  const query: Query = async (...args) => {
    let timer = setTimeout(() => {
      timer = setTimeout(() => client.connection.stream.destroy(onSilence()), GRACE_MS);
    }, answerMs);
    try {
      return await send(...args);
    } catch (error) {
      throw told(error);
    } finally {
      clearTimeout(timer);
    }
  };
  return { query: query as Connection['query'] };
}
