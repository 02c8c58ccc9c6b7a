import { migrations } from '../migrations/all.ts';
import { StoreUnusable } from '../store.ts';
import type { SqliteConnection } from './connection.ts';

/**
 * Brings the database to this version, in one transaction.
 *
 * @throws StoreUnusable when it was written by a newer version
 */
export function migrate(connection: SqliteConnection): void {
  const { database } = connection;
  const latest = migrations.at(-1)?.version ?? 0;
  const found = Number(Object.values(database.prepare('pragma user_version').get() ?? {})[0] ?? 0);
  if (found > latest) {
    throw new StoreUnusable(
      `the database is of version ${found}, this program knows versions up to ${latest}: start a newer crossconnect, or another --data folder`,
    );
  }
  if (found === latest) return;
  database.exec('begin immediate');
  for (const { statements } of migrations.filter(({ version }) => version > found)) {
    for (const statement of statements) database.exec(statement.replace('{clustered}', 'without rowid'));
  }
  database.exec(`pragma user_version = ${latest}`);
  database.exec('commit');
}
