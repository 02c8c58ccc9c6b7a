import { statSync } from 'node:fs';
import { type Store, StoreUnusable } from '../store.ts';
import { type Query, type Row, rowsOf, type Table } from '../table.ts';
import { SqliteConnection } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';

/**
 * Opens the embedded store: one file, one server.
 *
 * @param path file of the database, made when it is missing
 * @param onCommit told the size of each group commit
 * @throws StoreUnusable with a line for the terminal
 */
export function openSqlite(path: string, onCommit: (units: number) => void = () => {}): Store {
  const writing = opened(path);
  migrate(writing);
  // Reads have a connection of their own: they never see a batch that is not committed.
  const reading = new SqliteConnection(path, true);
  const commits = new GroupCommit(writing);
  commits.onCommit = onCommit;
  const listeners = new Set<() => void>();
  const wake = () => {
    for (const listener of listeners) listener();
  };
  return {
    capabilities: { shared: false, concurrentUnits: false },
    reader: reading,
    commit: (unit) => commits.run(unit),
    claimDue: (of, now, limit) => reading.all(dueRows(of), now, limit),
    onWake(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake,
    figures: () =>
      Promise.resolve({
        commits: commits.commits,
        units: commits.units,
        replays: commits.replays,
        bytes: statSync(path).size,
      }),
    close() {
      reading.close();
      writing.close();
      return Promise.resolve();
    },
  };
}

function opened(path: string): SqliteConnection {
  try {
    return new SqliteConnection(path, false);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable(`cannot open the database ${path}: ${why}`, { cause: error });
  }
}

const due = new Map<string, Query<never>>();

function dueRows<R extends Row>(of: Table<R>): Query<R> {
  let query = due.get(of.name) as Query<R> | undefined;
  if (query === undefined) {
    query = rowsOf(of, 'where due_at is not null and due_at <= ? order by due_at limit ?');
    due.set(of.name, query as Query<never>);
  }
  return query;
}
