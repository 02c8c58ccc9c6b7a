/** Places within one millisecond. */
const SPACE = 4096;
/** Where a server may begin in it; the rest is room to count. */
export const SEQUENCE_STARTS = SPACE / 2;

/**
 * Places of new rows in lists: real milliseconds × 4096 and a counter, so that rows stand in the order in which
 * they were made, on several servers too (to the millisecond). Safe integers until September 2039.
 *
 * @param now real time in epoch milliseconds: a lab's clock may be reset
 * @param first where this server begins in each millisecond: servers that began at the same place would collide
 */
export function createSequence(now: () => number, first: number): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, now() * SPACE + first);
    return last;
  };
}
