import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Reader } from '../store.ts';
import type { Query, Value } from '../table.ts';

/** How long another program's lock (a backup, a shell) is waited for. Nothing else happens meanwhile. */
const BUSY_TIMEOUT_MS = 2_000;
/** After a large transaction the log is cut to this. */
const LOG_SIZE_MAX = 64 * 1024 * 1024;

interface Prepared {
  readonly statement: StatementSync;
  /** Names of the columns that it gives. */
  readonly names: readonly string[];
}

/** One connection to the database file, with its prepared statements. Everything in it is synchronous. */
export class SqliteConnection implements Reader {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();

  /** @param path file of the database; made when missing unless `readOnly` */
  constructor(path: string, readOnly: boolean) {
    this.database = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
    try {
      this.#configure(readOnly);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  #configure(readOnly: boolean): void {
    if (!readOnly) {
      const mode = this.pragma('journal_mode = wal');
      if (mode !== 'wal') throw new Error(`its file system cannot keep a write-ahead log (${mode})`);
      this.pragma(`journal_size_limit = ${LOG_SIZE_MAX}`);
    }
    // FULL: an answered commit survives a power cut, not only a crash of the process. macOS needs to be told twice.
    this.pragma('synchronous = full');
    this.pragma('fullfsync = on');
    this.pragma('checkpoint_fullfsync = on');
  }

  /** Sets or asks a pragma; the answer as text, empty when it gives none. */
  pragma(text: string): string {
    return String(Object.values(this.database.prepare(`pragma ${text}`).get() ?? {})[0] ?? '');
  }

  run(sql: string, values: readonly Value[] = []): number {
    return Number(this.#prepare(sql).statement.run(...values).changes);
  }

  async all<R>(query: Query<R>, ...values: readonly Value[]): Promise<readonly R[]> {
    const { statement, names } = this.#prepare(query.sql);
    return (statement.all(...values) as unknown as Value[][]).map((cells) => rowFrom<R>(names, cells));
  }

  async one<R>(query: Query<R>, ...values: readonly Value[]): Promise<R | undefined> {
    const { statement, names } = this.#prepare(query.sql);
    const cells = statement.get(...values) as unknown as Value[] | undefined;
    return cells === undefined ? undefined : rowFrom<R>(names, cells);
  }

  close(): void {
    this.database.close();
  }

  #prepare(sql: string): Prepared {
    let prepared = this.#statements.get(sql);
    if (prepared === undefined) {
      const statement = this.database.prepare(unpeeked(sql));
      statement.setReturnArrays(true);
      prepared = { statement, names: statement.columns().map(({ name }) => name) };
      this.#statements.set(sql, prepared);
    }
    return prepared;
  }
}

/**
 * The objects that node:sqlite makes are dictionaries: a page of 10 connections of which each is copied once took 70 µs, and
 * takes 23 so.
 */
function rowFrom<R>(names: readonly string[], cells: readonly Value[]): R {
  const row: Record<string, Value> = {};
  let at = 0;
  for (const name of names) {
    row[name] = cells[at] ?? null;
    at += 1;
  }
  return row as R;
}

/**
 * SQLite peeks at a bound LIMIT while it plans, and so plans again at each run: 4.2 µs instead of 0.35 for a small
 * read. An expression is not peeked at.
 */
const unpeeked = (sql: string) => sql.replaceAll('limit ?', 'limit (? + 0)');
