import type { Reader } from '../store.ts';
import { query, type Row, type Table } from '../table.ts';

/** How many rows of a timed table are due at `now`, and since when the oldest has been. */
export async function overdue(
  reader: Reader,
  of: Table<Row>,
  now: number,
): Promise<{ readonly rows: number; readonly since: number | null }> {
  const sql = `select count(*) as rows, min(due_at) as since from ${of.name} where due_at is not null and due_at <= ?`;
  const found = await reader.one(query<{ rows: number; since: number | null }>(sql), now);
  return found ?? { rows: 0, since: null };
}
