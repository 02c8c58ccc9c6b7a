import type { Reader } from '../store/store.ts';
import { regionNames } from '../store/queries/inventory.ts';

/** The Regions that this server answers for: those of its locations. */
export interface Regions {
  readonly answers: (region: string) => boolean;
  readonly count: () => number;
  /** One for examples: the preferred one where it answers. */
  readonly example: (preferred: string) => string;
  readonly refresh: () => Promise<void>;
}

/** Kept in memory, because every request asks. */
export async function regionsOf(reader: Reader): Promise<Regions> {
  let known: ReadonlySet<string> = new Set();
  const refresh = async () => {
    known = new Set(await regionNames(reader));
  };
  await refresh();
  return {
    answers: (region) => known.has(region),
    count: () => known.size,
    example: (preferred) => (known.has(preferred) ? preferred : ([...known][0] ?? preferred)),
    refresh,
  };
}
