import { statSync } from 'node:fs';
import { columnTypes } from '../column-types.ts';
import { dueRows } from '../queries/deadlines.ts';
import { type Store, StoreUnusable } from '../store.ts';
import { SqliteConnection } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { lockDatabase } from './lock.ts';
import { migrate } from './migrate.ts';
import { readAtOneMoment, replaceContents } from './whole.ts';

/**
 * Opens the embedded store: one file, one server.
 *
 * @param path file of the database, made when it is missing
 * @param onCommit told the size of each group commit
 * @throws StoreUnusable with a line for the terminal
 */
export function openSqlite(path: string, onCommit: (units: number) => void = () => {}): Store {
  const { writing, reading, release } = opened(path);
  const commits = new GroupCommit(writing, onCommit);
  const listeners = new Set<() => void>();
  return {
    capabilities: { shared: false, concurrentUnits: false },
    reader: reading,
    commit: (unit) => commits.run(unit),
    claimDue: (of, now, limit) => dueRows(reading, of, now, limit),
    atOneMoment: (read) => readAtOneMoment(path, read),
    columnTypes: () => columnTypes(reading, COLUMNS),
    // In the line of the units: nothing else may write meanwhile.
    replace: (contents) => commits.run(async () => replaceContents(writing, contents)),
    onWake(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake() {
      for (const listener of listeners) listener();
    },
    async figures() {
      const { commits: number, units, replays } = commits.counters;
      return { commits: number, units, replays, bytes: sizeOf(path) };
    },
    async close() {
      await commits.close();
      reading.close();
      // The last one to close writes the log back into the database and removes it.
      writing.close();
      release();
    },
  };
}

const COLUMNS = `select m.name || '.' || c.name as name, lower(c.type) as type,
    case when c."notnull" = 1 or c.pk > 0 then 0 else 1 end as optional
  from sqlite_schema m join pragma_table_info(m.name) c where m.type = 'table'`;

interface Opened {
  readonly writing: SqliteConnection;
  /** Reads have a connection of their own: they never see a batch that is not committed. */
  readonly reading: SqliteConnection;
  readonly release: () => void;
}

function opened(path: string): Opened {
  const undo: (() => void)[] = [];
  try {
    const release = lockDatabase(path);
    undo.push(release);
    const writing = new SqliteConnection(path, false);
    undo.push(() => writing.close());
    migrate(writing);
    return { writing, reading: new SqliteConnection(path, true), release };
  } catch (error) {
    for (const step of undo.reverse()) step();
    if (error instanceof StoreUnusable) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new StoreUnusable(`cannot open the database ${path}: ${why}`, { cause: error });
  }
}

/** Bytes on disk of the database and its log. */
function sizeOf(path: string): number {
  return [path, `${path}-wal`]
    .map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}
