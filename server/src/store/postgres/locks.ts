import { identityOf, type Write } from '../recorder.ts';
import { keyOf } from '../statements.ts';
import { type Connection, rowsOf } from './pool.ts';

/**
 * Locks the rows that writes are about, as far as they exist, in an order that is the same for everybody. Whoever
 * holds them looks at them in their last state and cannot lose them.
 */
export async function lockRows(connection: Connection, writes: readonly Write[]): Promise<void> {
  const named = new Map(writes.map((write) => [identityOf(write.table, write.row), write]));
  const inOrder = [...named.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  await Promise.all(
    inOrder.map(([, { table, row }]) => {
      const { sql, values } = keyOf(table, row);
      return rowsOf(connection, `select 1 from ${table.name} where ${sql} for update`, values);
    }),
  );
}
