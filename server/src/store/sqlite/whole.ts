import { statementOf } from '../statements.ts';
import { Collision, type Reader, type TableContent } from '../store.ts';
import { SqliteConnection } from './connection.ts';
import { isUniqueViolation } from './group-commit.ts';

/** Reads in a transaction of their own, on a connection of their own: others go on seeing what is newest. */
export async function readAtOneMoment<T>(path: string, read: (reader: Reader) => Promise<T>): Promise<T> {
  const connection = new SqliteConnection(path, true);
  try {
    connection.database.exec('begin');
    return await read(connection);
  } finally {
    connection.close();
  }
}

/** Replaces what tables hold, inside the transaction that the connection is in. */
export function replaceContents(connection: SqliteConnection, contents: readonly TableContent[]): void {
  const { database } = connection;
  database.exec('savepoint whole');
  try {
    for (const content of contents) replaceContent(connection, content);
    database.exec('release whole');
  } catch (error) {
    if (database.isTransaction) {
      database.exec('rollback to whole');
      database.exec('release whole');
    }
    throw error;
  }
}

function replaceContent(connection: SqliteConnection, { table, rows }: TableContent): void {
  connection.run(`delete from ${table.name}`);
  for (const row of rows) {
    const { sql, values } = statementOf({ kind: 'insert', table, row });
    try {
      connection.run(sql, values);
    } catch (error) {
      throw isUniqueViolation(error)
        ? new Collision(`two rows of ${table.name} exclude each other`, { cause: error })
        : error;
    }
  }
}
