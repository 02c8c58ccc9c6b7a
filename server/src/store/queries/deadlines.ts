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

/** Finds the tables, by name, that have rows due at a moment: one read for all, because every round of the loop asks. */
export function dueAmong(
  tables: readonly Table<Row>[],
): (reader: Reader, now: number) => Promise<ReadonlySet<string>> {
  const each = tables.map(
    ({ name }) =>
      `select '${name}' as name where exists (select 1 from ${name} where due_at is not null and due_at <= ?)`,
  );
  const union = query<{ name: string }>(each.join(' union all '));
  return async (reader, now) => {
    const found = await reader.all(union, ...tables.map(() => now));
    return new Set(found.map(({ name }) => name));
  };
}
