import pg from 'pg';
import { isLostRace } from '../attempts.ts';
import { Collision, Conflict, StoreUnreachable } from '../store.ts';

/** What tells how a statement failed: an SQLSTATE from the server, or a code of Node's for the connection. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** A statement of `write.ts` divides by zero when a row has changed. */
const DIVISION_BY_ZERO = '22012';
const UNIQUE_VIOLATION = '23505';
/** Serialization failure, deadlock, and a lock that did not come: all rolled back, all may be tried again. */
const AGAIN = ['40001', '40P01', '55P03'];

/**
 * Whether a statement was refused, by the server or before it was sent: then nothing of its transaction was written.
 * Of anything else nobody knows what was done.
 */
export function isRefused(error: unknown): boolean {
  if (isLostRace(error) || error instanceof TypeError) return true;
  const cause = error instanceof StoreUnreachable ? error.cause : error;
  return cause instanceof pg.DatabaseError && cause.severity === 'ERROR';
}

/** The failure of a write in the words of the port; what has nothing to do with others comes back as it is. */
export function portFault(error: unknown): unknown {
  const code = codeOf(error);
  if (code === UNIQUE_VIOLATION) return new Collision('there is such a row', { cause: error });
  if (code === DIVISION_BY_ZERO || AGAIN.includes(code))
    return new Conflict('a row has changed', { cause: error });
  return error;
}
