import { Buffer } from 'node:buffer';
import { type Scan, scan } from '../store/queries/scan.ts';
import type { Reader } from '../store/store.ts';
import type { Row, Value } from '../store/table.ts';
import { invalid } from './problem.ts';

export const LIMIT = 100;

export interface PageQuery {
  readonly limit?: number;
  readonly after?: string;
}

/** A page of what is kept of a table, as answers have it. */
export function page<R extends Row, V>(
  reader: Reader,
  { limit, after }: PageQuery,
  wish: Omit<Scan<R>, 'limit' | 'after'>,
  view: (row: R) => V | Promise<V>,
): Promise<{ readonly items: readonly V[]; readonly next?: string }> {
  return pageTogether(reader, { limit, after }, wish, (rows) => Promise.all(rows.map(view)));
}

/** The same where all rows of a page are looked at together. */
export async function pageTogether<R extends Row, V>(
  reader: Reader,
  { limit = LIMIT, after }: { readonly limit?: number | undefined; readonly after?: string | undefined },
  wish: Omit<Scan<R>, 'limit' | 'after'>,
  views: (rows: readonly R[]) => Promise<readonly V[]>,
): Promise<{ readonly items: readonly V[]; readonly next?: string }> {
  const found = await scan(reader, { ...wish, limit, after: placeOf(after, wish.table.key.length) });
  const items = await views(found.rows);
  return found.next === undefined ? { items } : { items, next: cursorOf(found.next) };
}

/** What a caller gives back for the next page. */
export function cursorOf(key: readonly Value[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws Problem for what no page gave */
export function placeOf(cursor: string | undefined, length: number): readonly Value[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === length && key.every(isValue)) return key;
  } catch {
    // Falls through to the problem.
  }
  throw invalid([
    {
      field: 'query.after',
      detail: 'is not a place that a page gave',
      allowed: 'the `next` of the page before',
    },
  ]);
}

const isValue = (value: unknown) => typeof value === 'string' || Number.isSafeInteger(value);
