import pg from 'pg';
import { Conflict, type Reader } from '../store.ts';
import type { Query, Value } from '../table.ts';
import { prepared } from './prepared.ts';
import { types } from './values.ts';

/** A connection that somebody has taken. */
export type Connection = Pick<pg.ClientBase, 'query'>;

/** A connection that is lent until it is released; `broken` is not used again. */
export interface Lease {
  readonly connection: Connection;
  readonly release: (broken: boolean) => void;
}

/** Making a connection, and waiting for a free one, take no longer. */
export const CONNECT_MS = 10_000;
/** An idle connection is kept for this long. */
const IDLE_MS = 300_000;
/** An answer that does not come by then: the network has swallowed the connection. */
const ANSWER_MS = 30_000;
/** How long closing waits for statements under way. */
const CLOSE_MS = 250;
/** A server that stands still must not hold rows for ever, nor wait for ever for those that another holds. */
const BEGIN = `begin isolation level read committed;
  set local lock_timeout = '5s'; set local idle_in_transaction_session_timeout = '10s'`;

/** Connections to one database. Two pools are kept, so that no read ever waits behind a commit. */
export class Pool implements Reader {
  readonly #pool: pg.Pool;
  readonly #clients = new Set<pg.PoolClient>();

  constructor(url: string, max: number) {
    this.#pool = new pg.Pool({
      connectionString: url,
      fallback_application_name: 'crossconnect',
      connectionTimeoutMillis: CONNECT_MS,
      idleTimeoutMillis: IDLE_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      // What is sent together shares its round trip.
      pipeline: true,
      max,
      types,
    });
    // A connection that breaks fails the query that it carries; the pool makes another.
    this.#pool.on('error', ignore);
    this.#pool.on('connect', (client) => {
      client.on('error', ignore);
      this.#clients.add(client);
    });
    this.#pool.on('remove', (client) => this.#clients.delete(client));
  }

  all<R>(query: Query<R>, ...values: readonly Value[]): Promise<readonly R[]> {
    return this.use((connection) => rowsOf<R>(connection, query.sql, values));
  }

  async one<R>(query: Query<R>, ...values: readonly Value[]): Promise<R | undefined> {
    return (await this.all(query, ...values))[0];
  }

  async lease(): Promise<Lease> {
    const client = await this.#pool.connect();
    return { connection: client, release: (broken) => client.release(broken) };
  }

  /** Lends a connection for statements that each stand for themselves. */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const { connection, release } = await this.lease();
    try {
      return await work(connection);
    } finally {
      release(false);
    }
  }

  /** Runs `work` in a transaction, which is rolled back when it throws. */
  async transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const { connection, release } = await this.lease();
    let broken = false;
    try {
      await connection.query(BEGIN);
      const result = await work(connection);
      // A transaction that one of its statements has broken is rolled back by its commit, which is no error.
      const { command } = await connection.query('commit');
      if (command !== 'COMMIT')
        throw new Conflict('the transaction was broken, and nothing of it is written');
      return result;
    } catch (error) {
      await connection.query('rollback').catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      release(broken);
    }
  }

  /** Waits a little for what is under way, then cuts it. */
  async close(): Promise<void> {
    const ended = this.#pool.end();
    const cut = setTimeout(() => {
      for (const client of this.#clients) client.connection.stream.destroy();
    }, CLOSE_MS);
    await ended;
    clearTimeout(cut);
  }
}

const ignore = () => {};

/** Runs one statement with `?` placeholders. */
export async function rowsOf<R>(
  connection: Connection,
  sql: string,
  values: readonly Value[],
): Promise<readonly R[]> {
  const { rows } = await connection.query({ ...prepared(sql), values: [...values] });
  return rows as R[];
}

/** Runs one statement and gives the number of rows that it changed. */
export async function changed(
  connection: Connection,
  sql: string,
  values: readonly Value[],
): Promise<number> {
  const { rowCount } = await connection.query({ ...prepared(sql), values: [...values] });
  return rowCount ?? 0;
}

/** Reads on one connection: inside a transaction they see what it has written. */
export function readerOf(connection: Connection): Reader {
  const all: Reader['all'] = (query, ...values) => rowsOf(connection, query.sql, values);
  return { all, one: async (query, ...values) => (await all(query, ...values))[0] };
}
