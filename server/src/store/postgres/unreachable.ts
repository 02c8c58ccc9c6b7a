import { StoreUnreachable } from '../store.ts';
import { codeOf } from './faults.ts';

/** The connection is lost or cannot be made: Node's codes, and classes and codes of the server that ends it. */
const LOST =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|08\w{3}|57P0[123])$/;
/** The server itself has given the statement up. */
const CANCELLED = '57014';
/** The driver's own words for it, which have no code. */
const SAID = /connection (terminated|timeout|error)|timeout exceeded|not queryable|connection was closed/i;

/**
 * A failure of the way to the database in the words of the port; any other comes back as it is.
 *
 * @param at where the database is, such as `127.0.0.1:5432`
 */
export function unreachable(at: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreUnreachable) return error;
  if (codeOf(error) === CANCELLED)
    return new StoreUnreachable(
      `PostgreSQL at ${at} has not done in time what it was asked: ${error.message}`,
      {
        cause: error,
      },
    );
  if (!LOST.test(codeOf(error)) && !SAID.test(error.message)) return error;
  return new StoreUnreachable(`PostgreSQL at ${at} does not answer: ${error.message}`, { cause: error });
}

/** A statement was sent, and nothing came back. */
export function silence(at: string, ms: number): StoreUnreachable {
  return new StoreUnreachable(
    `PostgreSQL at ${at} does not answer: nothing has come back for ${Math.round(ms / 1000)} s. If this goes on, look at the network between here and there`,
  );
}
