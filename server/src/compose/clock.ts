import { storedSetting } from '../store/queries/stored-settings.ts';
import { CLOCK_OFFSET } from '../store/setting-names.ts';
import type { Store } from '../store/store.ts';
import { storedSettings } from '../store/tables/records.ts';

/** The service's time. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How far it is ahead of real time, in milliseconds; always 0 in production. */
  readonly offset: () => number;
  /** Reads the stored offset again: somebody has moved the clock. */
  readonly refresh: () => Promise<void>;
  /** Sets the clock to `to`, epoch milliseconds; only a lab's can be set. */
  readonly moveTo?: (to: number) => Promise<void>;
}

export const realClock: Clock = { now: Date.now, offset: () => 0, refresh: () => Promise.resolve() };

/** A clock that can be moved, and stays so after a restart: its offset is a row. */
export async function labClock(store: Store): Promise<Clock> {
  let offset = 0;
  const refresh = async () => {
    offset = Number((await storedSetting(store.reader, CLOCK_OFFSET))?.value ?? 0);
  };
  const moveTo = async (to: number) => {
    await store.commit(async (tx) => {
      const row = await storedSetting(tx, CLOCK_OFFSET);
      // Another server may have moved it further: it never goes back.
      const value = String(Math.max(to - Date.now(), Number(row?.value ?? 0)));
      if (row === undefined) tx.insert(storedSettings, { name: CLOCK_OFFSET, value, revision: 1 });
      else tx.update(storedSettings, row, { value });
    });
    await refresh();
  };
  await refresh();
  return { now: () => Date.now() + offset, offset: () => offset, refresh, moveTo };
}
