import type { Write } from '../recorder.ts';
import { Collision, Conflict, type Reader, type TableContent } from '../store.ts';
import { portFault } from './faults.ts';
import type { Connection } from './connection.ts';
import { changed, type Pool, readerOf } from './pool.ts';
import { writeInOrder } from './write.ts';

/** Rows that are sent before their answers are awaited. */
const AT_ONCE = 500;
/** Units are short: whoever loses against that many in a row has another reason. */
const ATTEMPTS_MAX = 10;

/** Reads in one transaction that sees the database as it was when it began. */
export function readAtOneMoment<T>(pool: Pool, read: (reader: Reader) => Promise<T>): Promise<T> {
  return pool.transaction(async (connection) => {
    await connection.query('set transaction isolation level repeatable read, read only');
    return read(readerOf(connection));
  });
}

/**
 * Replaces what tables hold, in one transaction. Nobody else writes to them meanwhile: what is written between the
 * emptying and the commit would stay among the rows that come. Who loses against a unit under way tries again.
 */
export async function replaceContents(pool: Pool, contents: readonly TableContent[]): Promise<void> {
  const names = contents.map(({ table }) => table.name).join(', ');
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pool.transaction(async (connection) => {
        await connection.query(`lock table ${names} in exclusive mode`);
        for (const content of contents) await replaceContent(connection, content);
      });
      return;
    } catch (error) {
      const fault = portFault(error);
      if (!(fault instanceof Conflict) || attempt === ATTEMPTS_MAX) throw fault;
    }
  }
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
