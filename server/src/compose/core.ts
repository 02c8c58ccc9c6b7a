import { randomInt } from 'node:crypto';
import type { Environment } from '../cli/settings/environment.ts';
import type { Settings } from '../cli/settings/table.ts';
import type { OperationSettings } from '../operations/settings.ts';
import { seedLab } from '../store/seed/seed.ts';
import type { Store } from '../store/store.ts';
import { type Clock, labClock, realClock } from './clock.ts';
import { type Credentials, credentialsOf } from './credentials.ts';
import { operationSettings } from './operation-settings.ts';
import { random } from './random.ts';
import { type Regions, regionsOf } from './regions.ts';
import { openSealer } from './sealer.ts';
import { createSequence, SEQUENCE_STARTS } from './sequence.ts';

/** What everything that works on the store is given. */
export interface Core {
  readonly store: Store;
  readonly clock: Clock;
  /** Epoch milliseconds of the service's clock. */
  readonly now: () => number;
  readonly newSeq: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly regions: Regions;
  readonly credentials: Credentials;
  readonly settings: OperationSettings;
  /** Reads again what is kept in memory: keys, Regions, the clock's offset. To be awaited after a change of one. */
  readonly recall: () => Promise<void>;
}

export interface CoreParts {
  readonly settings: Settings;
  readonly env: Environment;
  /** The data folder. */
  readonly folder: string;
  readonly store: Store;
  /** Where the server is reached, once it listens. */
  readonly endpoint: () => string;
}

/** Gathers it; the lab's catalogue is put into a new store on the way. */
export async function gatherCore({ settings, env, folder, store, endpoint }: CoreParts): Promise<Core> {
  const lab = settings.profile === 'lab';
  if (lab) await seedLab(store);
  const sealer = await openSealer({ settings, env, folder, store });
  const [clock, regions] = await Promise.all([lab ? labClock(store) : realClock, regionsOf(store.reader)]);
  const credentials = credentialsOf(store.reader, sealer);
  const { concurrentUnits } = store.capabilities;
  return {
    store,
    clock,
    now: clock.now,
    newSeq: createSequence(Date.now, randomInt(SEQUENCE_STARTS)),
    random,
    regions,
    credentials,
    settings: operationSettings(settings, sealer, concurrentUnits, endpoint),
    recall: async () => {
      credentials.forget();
      await Promise.all([regions.refresh(), clock.refresh()]);
    },
  };
}
