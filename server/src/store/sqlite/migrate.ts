import { migrations } from '../migrations/all.ts';
import { newerThanKnown } from '../migrations/migration.ts';
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
  if (found === latest) return;
  const { database } = connection;
  database.exec('begin immediate');
  for (const { statements } of list.filter(({ version }) => version > found)) {
    for (const statement of statements) database.exec(inSqlite(statement));
  }
  database.exec(`pragma user_version = ${latest}`);
  database.exec('commit');
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
