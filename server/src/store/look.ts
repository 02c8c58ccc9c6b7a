import type { Reader } from './store.ts';

/** Reads scoped to one account in one Region: what is not in the scope does not exist. */
export interface Look {
  readonly reader: Reader;
  readonly account: string;
  readonly region: string;
}

/** Where a page begins: after this place in the order of (seq, id). */
export interface After {
  readonly seq: number;
  readonly id: string;
}

/** Before the first row. */
export const START: After = { seq: 0, id: '' };

export interface PageWish {
  readonly limit: number;
  readonly after: After;
}

/** One page, or with no limit the whole, of two lists that are in order themselves. */
export function merged<R extends After>(
  these: readonly R[],
  those: readonly R[],
  page: Pick<PageWish, 'limit'>,
): readonly R[] {
  if (those.length === 0) return these;
  return [...these, ...those].toSorted(inOrder).slice(0, page.limit);
}

const inOrder = (a: After, b: After) => a.seq - b.seq || (a.id < b.id ? -1 : 1);
