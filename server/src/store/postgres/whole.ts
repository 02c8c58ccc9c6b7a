import type { Write } from '../recorder.ts';
import { Collision, type Reader, type TableContent } from '../store.ts';
import { portFault } from './faults.ts';
import type { Connection } from './connection.ts';
import { changed, type Pool, readerOf } from './pool.ts';
import { writeInOrder } from './write.ts';

/** Rows that are sent before their answers are awaited. */
const AT_ONCE = 500;

/** Reads in one transaction that sees the database as it was when it began. */
export function readAtOneMoment<T>(pool: Pool, read: (reader: Reader) => Promise<T>): Promise<T> {
  return pool.transaction(async (connection) => {
    await connection.query('set transaction isolation level repeatable read, read only');
    return read(readerOf(connection));
  });
}

/** Replaces what tables hold, in one transaction. */
export async function replaceContents(pool: Pool, contents: readonly TableContent[]): Promise<void> {
  await pool.transaction(async (connection) => {
    for (const content of contents) await replaceContent(connection, content);
  });
}

async function replaceContent(connection: Connection, { table, rows }: TableContent): Promise<void> {
  await changed(connection, `delete from ${table.name}`, []);
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const writes = rows.slice(start, start + AT_ONCE).map((row): Write => ({ kind: 'insert', table, row }));
    try {
      await writeInOrder(connection, writes);
    } catch (error) {
      const fault = portFault(error);
      throw fault instanceof Collision
        ? new Collision(`two rows of ${table.name} exclude each other`, { cause: error })
        : fault;
    }
  }
}
