import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Reader } from '../store.ts';
import type { Query, Value } from '../table.ts';

const BUSY_TIMEOUT_MS = 5_000;

/** One connection to the database file, with its prepared statements. Everything in it is synchronous. */
export class SqliteConnection implements Reader {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @param path file of the database; made when missing unless `readOnly` */
  constructor(path: string, readOnly: boolean) {
    this.database = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
    if (!readOnly) this.database.exec('pragma journal_mode = wal');
    // FULL: an answered commit survives a power cut, not only a crash of the process.
    this.database.exec('pragma synchronous = full');
  }

  run(sql: string, values: readonly Value[] = []): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  all<R>(query: Query<R>, ...values: readonly Value[]): Promise<readonly R[]> {
    return Promise.resolve(this.#prepare(query.sql).all(...values) as R[]);
  }

  one<R>(query: Query<R>, ...values: readonly Value[]): Promise<R | undefined> {
    return Promise.resolve(this.#prepare(query.sql).get(...values) as R | undefined);
  }

  close(): void {
    this.database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
