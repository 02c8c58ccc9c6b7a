import pg from 'pg';
import { Conflict, type Reader, StoreUnreachable } from '../store.ts';
import type { Query, Value } from '../table.ts';
import type { Connection, Lease } from './connection.ts';
import { prepared } from './prepared.ts';
import { Slots } from './slots.ts';
import { targetOf } from './target.ts';
import { silence, unreachable } from './unreachable.ts';
import { types } from './values.ts';
import { Waits, watched } from './watched.ts';

/** A connection is made within this. */
export const CONNECT_MS = 5_000;
/** A connection on which nothing is said is asked after this whether it is still there. */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
/** An idle connection is kept for this long. */
const IDLE_MS = 300_000;
/** How long closing waits for statements under way. */
const CLOSE_MS = 250;
/** So much sooner than its client the server gives a statement up. */
const AHEAD_MS = 1_000;
/** A server that stands still must not hold rows for ever, nor wait for ever for those that another holds. */
const IDLE_IN_TRANSACTION_MS = 10_000;
const BEGIN = `begin isolation level read committed; set local lock_timeout = '5s'`;

export interface PoolOptions {
  /** Connections at most. */
  readonly max: number;
  /** By then a statement is answered, in milliseconds; else the network has swallowed its connection. */
  readonly answerMs: number;
}

/** Connections to one database. Several pools are kept, so that no read ever waits behind a commit. */
export class Pool implements Reader {
  readonly #pool: pg.Pool;
  readonly #clients = new Set<pg.PoolClient>();
  readonly #lent = new Set<pg.PoolClient>();
  readonly #dropped = new WeakSet<pg.PoolClient>();
  readonly #introduced = new WeakSet<pg.PoolClient>();
  readonly #slots: Slots;
  readonly #at: string;
  readonly #answerMs: number;
  readonly #waits = new Waits();
  #onSilence = () => {};

  constructor(url: string, { max, answerMs }: PoolOptions) {
    this.#at = targetOf(url).at;
    this.#answerMs = answerMs;
    this.#slots = new Slots(max);
    this.#pool = new pg.Pool({
      connectionString: url,
      fallback_application_name: 'crossconnect',
      connectionTimeoutMillis: CONNECT_MS,
      idleTimeoutMillis: IDLE_MS,
      ...KEEP_ALIVE,
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

  /** @param listener told when a statement was not answered: what goes the same way may be lost, too */
  onSilence(listener: () => void): void {
    this.#onSilence = listener;
  }

  /** Cuts the connections that nobody uses: whoever comes next makes a new one. */
  dropIdle(): void {
    for (const client of this.#clients) {
      if (this.#lent.has(client)) continue;
      // The pool itself hears of it only in a while.
      this.#dropped.add(client);
      client.connection.stream.destroy();
    }
  }

  /** Gives statements under way at most `ms` more. */
  hasten(ms: number): void {
    this.#waits.shorten(ms);
  }

  all<R>(query: Query<R>, ...values: readonly Value[]): Promise<readonly R[]> {
    return this.use((connection) => rowsOf<R>(connection, query.sql, values));
  }

  async one<R>(query: Query<R>, ...values: readonly Value[]): Promise<R | undefined> {
    return (await this.all(query, ...values))[0];
  }

  async lease(): Promise<Lease> {
    await this.#slots.take();
    const client = await this.#connected();
    this.#lent.add(client);
    return {
      connection: this.#watched(client, this.#answerMs),
      release: (broken) => {
        this.#lent.delete(client);
        client.release(broken);
        this.#slots.give();
      },
    };
  }

  #watched(client: pg.PoolClient, answerMs: number): Connection {
    return watched(client, {
      answerMs,
      waits: this.#waits,
      told: (error) => unreachable(this.#at, error),
      onSilence: (ms) => {
        this.#onSilence();
        return silence(this.#at, ms);
      },
    });
  }

  async #connected(): Promise<pg.PoolClient> {
    try {
      let client = await this.#pool.connect();
      while (this.#dropped.has(client)) {
        client.release(true);
        client = await this.#pool.connect();
      }
      if (!this.#introduced.has(client)) await this.#introduce(client);
      return client;
    } catch (error) {
      const fault = unreachable(this.#at, error);
      if (fault instanceof StoreUnreachable) this.#slots.turnAway(fault);
      this.#slots.give();
      throw fault;
    }
  }

  /** The server gives a statement up before it is given up here: then it is known that nothing was written. */
  async #introduce(client: pg.PoolClient): Promise<void> {
    const statementMs = this.#answerMs - AHEAD_MS;
    try {
      await this.#watched(client, CONNECT_MS).query(
        `set statement_timeout = ${statementMs}; set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
      );
      this.#introduced.add(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
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
    this.#slots.turnAway(new Error('the store is closed'));
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
