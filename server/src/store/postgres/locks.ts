import { identityOf, type Recorder, type Write } from '../recorder.ts';
import { keyOf } from '../statements.ts';
import { Conflict } from '../store.ts';
import type { Connection } from './connection.ts';
import { rowsOf } from './pool.ts';

/** Rows by their identities, each with a write that names it. */
export type Rows = ReadonlyMap<string, Write>;

export function rowsOfWrites(writes: readonly Write[]): Rows {
  return new Map(writes.map((write) => [identityOf(write.table, write.row), write]));
}

/**
 * Locks rows as far as they exist, in an order that is the same for everybody. Whoever holds them looks at them in
 * their last state and cannot lose them.
 */
export async function lockRows(connection: Connection, rows: Rows): Promise<void> {
  const inOrder = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  await Promise.all(
    inOrder.map(([, { table, row }]) => {
      const { sql, values } = keyOf(table, row);
      return rowsOf(connection, `select 1 from ${table.name} where ${sql} for update`, values);
    }),
  );
}

/**
 * Reads under a lock do not all see the same moment: what was counted is right only when the row that stands for it
 * was locked before.
 *
 * @throws Conflict when it was not: the unit looks again, with that row locked too
 */
export function checkCounted({ touched }: Recorder, locked: Rows): void {
  for (const row of touched) if (!locked.has(row)) throw new Conflict('what was counted was not locked');
}
