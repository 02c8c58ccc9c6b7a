import type pg from 'pg';
import type { Connection } from './connection.ts';

/** A server that stood still itself finds its answers in the socket: they are read before anybody is blamed. */
const GRACE_MS = 100;

/** A connection that says so, and is cut, when a statement is not answered. */
export interface Watch {
  /** By then an answer must have come, in milliseconds. */
  readonly answerMs: number;
  /** Nothing has come for so many milliseconds: what those are told who wait. */
  readonly onSilence: (ms: number) => Error;
  /** The failure of a statement, in the words that its caller should hear. */
  readonly told: (error: unknown) => unknown;
  /** Where its waits can be shortened. */
  readonly waits?: Waits;
}

/** Statements that wait for their answers. */
export class Waits {
  readonly #shorten = new Set<(ms: number) => void>();

  /** Gives each at most `ms` more: there is reason to think that its connection is lost, too. */
  shorten(ms: number): void {
    for (const one of this.#shorten) one(ms);
  }

  add(shorten: (ms: number) => void): void {
    this.#shorten.add(shorten);
  }

  delete(shorten: (ms: number) => void): void {
    this.#shorten.delete(shorten);
  }
}

type Query = (...args: readonly unknown[]) => Promise<unknown>;

/** The same connection, watched. */
export function watched(
  client: Pick<pg.PoolClient, 'query' | 'connection'>,
  { answerMs, onSilence, told, waits }: Watch,
): Connection {
  const send = client.query.bind(client) as Query;
  const query: Query = async (...args) => {
    const begun = performance.now();
    const giveUp = () => {
      const waited = Math.round(performance.now() - begun);
      timer = setTimeout(() => client.connection.stream.destroy(onSilence(waited)), GRACE_MS);
    };
    let timer = setTimeout(giveUp, answerMs);
    const shorten = (ms: number) => {
      if (performance.now() + ms >= begun + answerMs) return;
      clearTimeout(timer);
      timer = setTimeout(giveUp, ms);
      waits?.delete(shorten);
    };
    waits?.add(shorten);
    try {
      return await send(...args);
    } catch (error) {
      throw told(error);
    } finally {
      clearTimeout(timer);
      waits?.delete(shorten);
    }
  };
  return { query: query as Connection['query'] };
}
