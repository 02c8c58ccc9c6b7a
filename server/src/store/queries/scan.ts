import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Reader } from '../store.ts';
import { type Row, rowsOf, type Table, type Value } from '../table.ts';

/** Rows read at a time; between two readings others have their turn. */
const CHUNK = 1_000;
/** Rows looked at for one page. What is sought in a large table may need several pages. */
const LOOKED_AT_MAX = 20_000;

export interface Scan<R extends Row> {
  readonly table: Table<R>;
  /** Columns that must have these values; to be given where an index begins with them. */
  readonly where?: Partial<R>;
  readonly keep: (row: R) => boolean;
  readonly limit: number;
  /** Key of the last row of the page before. */
  readonly after?: readonly Value[] | undefined;
  readonly newestFirst?: boolean;
}

export interface Scanned<R> {
  readonly rows: readonly R[];
  /** Where the next page begins; absent when everything has been looked at. */
  readonly next?: readonly Value[];
}

/**
 * A page of the rows that are kept, in the order of the table's key. For people who look: the cost of a page is
 * bounded whatever the size of the table, so that a page may be short, or even empty, although more follow.
 */
export async function scan<R extends Row>(reader: Reader, wish: Scan<R>): Promise<Scanned<R>> {
  const { table, keep, limit } = wish;
  const rows: R[] = [];
  let { after } = wish;
  for (let lookedAt = 0; lookedAt < LOOKED_AT_MAX; lookedAt += CHUNK) {
    const chunk = await reader.all(chunkOf(wish, after), ...valuesOf(wish, after), CHUNK);
    for (const row of chunk) {
      after = table.key.map((property) => row[property] as Value);
      if (keep(row)) rows.push(row);
      if (rows.length === limit) return { rows, next: after };
    }
    if (chunk.length < CHUNK) return { rows };
    await nextTurn();
  }
  return after === undefined ? { rows } : { rows, next: after };
}

function chunkOf<R extends Row>({ table, where = {}, newestFirst = false }: Scan<R>, after: unknown) {
  const column = (property: string) => table.columns.get(property as keyof R & string) ?? property;
  const key = table.key.map(column);
  const conditions = Object.keys(where).map((property) => `${column(property)} = ?`);
  if (after !== undefined) {
    const places = key.map(() => '?').join(', ');
    conditions.push(`(${key.join(', ')}) ${newestFirst ? '<' : '>'} (${places})`);
  }
  const order = key.map((name) => (newestFirst ? `${name} desc` : name)).join(', ');
  const condition = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  return rowsOf(table, `${condition} order by ${order} limit ?`);
}

function valuesOf<R extends Row>({ where = {} }: Scan<R>, after: readonly Value[] = []): readonly Value[] {
  return [...(Object.values(where) as Value[]), ...after];
}
