import type { Reader } from '../store.ts';
import type { Query, Value } from '../table.ts';
import type { Lease } from './connection.ts';
import { type Pool, rowsOf } from './pool.ts';

const BEGIN = 'begin isolation level repeatable read, read only';

/**
 * Reads that all see one moment, from the first of them on. A unit that counts what lies under a row sees both as
 * they were together: compare-and-set on that row then covers the count, whichever it has read first.
 */
export class Snapshot implements Reader {
  readonly #pool: Pool;
  #lease: Promise<Lease> | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async all<R>(query: Query<R>, ...values: readonly Value[]): Promise<readonly R[]> {
    this.#lease ??= this.#begin();
    const { connection } = await this.#lease;
    return rowsOf(connection, query.sql, values);
  }

  async one<R>(query: Query<R>, ...values: readonly Value[]): Promise<R | undefined> {
    return (await this.all(query, ...values))[0];
  }

  /** Gives the connection back; nobody needs to wait for it. */
  end(): void {
    this.#lease?.then(giveBack).catch(() => {});
  }

  /** The first read is sent along with it: a round trip that costs nothing. */
  async #begin(): Promise<Lease> {
    const lease = await this.#pool.lease();
    lease.connection.query(BEGIN).catch(() => {});
    return lease;
  }
}

async function giveBack({ connection, release }: Lease): Promise<void> {
  try {
    await connection.query('commit');
    release(false);
  } catch {
    release(true);
  }
}
