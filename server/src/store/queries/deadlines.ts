import type { Reader } from '../store.ts';
import { type Query, query, type Row, rowsOf, type Table } from '../table.ts';

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

/**
 * Finds since when the first of all deadlines, or of the devices that should do something else, has been there; infinite
 * where there is none. One read for all.
 */
export function oldestAmong(tables: readonly Table<Row>[]): (reader: Reader) => Promise<number> {
  const each = tables.map(({ name }) => `select min(due_at) as at from ${name} where due_at is not null`);
  const marked = 'select min(dirty_since) as at from device where dirty_since is not null';
  const union = query<{ at: number | null }>(
    `select min(at) as at from (${[...each, marked].join(' union all ')}) oldest`,
  );
  return async (reader) => (await reader.one(union))?.at ?? Number.POSITIVE_INFINITY;
}

const due = new Map<string, Query<never>>();

/** Rows of a timed table that are due at a moment, earliest first, whoever is at them. */
export function dueRows<R extends Row>(
  reader: Reader,
  of: Table<R>,
  now: number,
  limit: number,
): Promise<readonly R[]> {
  let read = due.get(of.name) as Query<R> | undefined;
  if (read === undefined) {
    const key = of.key.map((property) => of.columns.get(property) ?? property).join(', ');
    read = rowsOf(of, `where due_at is not null and due_at <= ? order by due_at, ${key} limit ?`);
    due.set(of.name, read as Query<never>);
  }
  return reader.all(read, now, limit);
}
