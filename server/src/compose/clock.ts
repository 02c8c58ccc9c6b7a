import type { Reader } from '../store/store.ts';
import { rowsOf } from '../store/table.ts';
import { storedSettings } from '../store/tables/records.ts';

/** Name of the stored setting that holds how far a lab's clock is ahead, in milliseconds. */
const OFFSET = 'clock.offset';
const STORED = rowsOf(storedSettings, 'where name = ?');

/** The service's time. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How far it is ahead of real time, in milliseconds; always 0 in production. */
  readonly offset: () => number;
  /** Reads the stored offset again: somebody has advanced the clock. */
  readonly refresh: () => Promise<void>;
}

export const realClock: Clock = { now: Date.now, offset: () => 0, refresh: () => Promise.resolve() };

/** A clock that can be advanced, and stays so after a restart: its offset is a row. */
export async function labClock(reader: Reader): Promise<Clock> {
  let offset = 0;
  const refresh = async () => {
    offset = Number((await reader.one(STORED, OFFSET))?.value ?? 0);
  };
  await refresh();
  return { now: () => Date.now() + offset, offset: () => offset, refresh };
}
