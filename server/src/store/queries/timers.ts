import type { Reader } from '../store.ts';
import { query, type Row, type Table } from '../table.ts';

/** When the next row of a timed table is due, or undefined when none is. */
export async function nextDue(reader: Reader, of: Table<Row>): Promise<number | undefined> {
  const found = await reader.one(
    query<{ at: number | null }>(`select min(due_at) as at from ${of.name} where due_at is not null`),
  );
  return found?.at ?? undefined;
}
