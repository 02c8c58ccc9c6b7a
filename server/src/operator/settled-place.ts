import { lastRecord } from '../store/queries/records.ts';
import type { OperatorParts } from './parts.ts';

/** Places of one millisecond: a record's place is made of the real time at which it was made. */
const PLACES_PER_MS = 4096;
/** Where units run side by side, a record may become visible after one with a higher place: by less than this. */
const SETTLES_IN_MS = 1_000;

/**
 * The place in the trail up to which nothing can come any more. Where units run one after the other that is the last
 * record; else what is younger than a second is left for later, so that a reader who goes on from here misses nothing.
 */
export async function settledPlace({ store, realNow }: OperatorParts): Promise<number> {
  const last = await lastRecord(store.reader);
  return store.capabilities.concurrentUnits
    ? Math.min(last, (realNow() - SETTLES_IN_MS) * PLACES_PER_MS)
    : last;
}
