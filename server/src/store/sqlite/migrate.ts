import { migrations } from '../migrations/all.ts';
import { type Migration, newerThanKnown } from '../migrations/migration.ts';
import { StoreUnusable } from '../store.ts';
import type { SqliteConnection } from './connection.ts';

/**
 * Brings the database to this version, in one transaction.
 *
 * @throws StoreUnusable when it was written by a newer version, or by another program
 */
export function migrate(connection: SqliteConnection, list = migrations): void {
  const found = Number(connection.pragma('user_version'));
  const latest = list.at(-1)?.version ?? 0;
  if (found > latest) throw newerThanKnown(found, latest, 'another --data folder');
  if (found === 0) refuseForeign(connection);
  const missing = list.filter(({ version }) => version > found);
  if (missing.length > 0) take(connection, missing, latest);
}

function take({ database }: SqliteConnection, missing: readonly Migration[], latest: number): void {
  database.exec('begin immediate');
  try {
    for (const statement of missing.flatMap(({ statements }) => statements))
      database.exec(inSqlite(statement));
    database.exec(`pragma user_version = ${latest}`);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

const inSqlite = (statement: string) =>
  statement.replace('{clustered}', 'without rowid').replace('{unlogged}', '');

/** A database that has tables and no version of ours must not get more of them. */
function refuseForeign({ database }: SqliteConnection): void {
  if (database.prepare('select 1 from sqlite_schema limit 1').get() === undefined) return;
  throw new StoreUnusable(
    `the database ${database.location() ?? ''} is another program's: give another path in --store or --data`,
  );
}
