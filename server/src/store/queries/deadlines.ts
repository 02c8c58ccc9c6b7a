import type { Reader } from '../store.ts';
import { query, type Row, type Table } from '../table.ts';

/** The first deadline after a moment among the rows of timed tables, in epoch milliseconds; undefined: none is left. */
export async function deadlineAfter(
  reader: Reader,
  tables: readonly Table<Row>[],
  after: number,
): Promise<number | undefined> {
  const found = await Promise.all(
    tables.map(({ name }) =>
      reader.one(
        query<{ at: number | null }>(`select min(due_at) as at from ${name} where due_at > ?`),
        after,
      ),
    ),
  );
  const dues = found.flatMap((row) => row?.at ?? []);
  return dues.length === 0 ? undefined : Math.min(...dues);
}
