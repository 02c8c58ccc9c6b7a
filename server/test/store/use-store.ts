import { afterAll, beforeAll } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { type EngineName, openEngine, type OpenedEngine, openStoreOn } from '../support/engines.ts';

/** Stores on one fresh place, for all tests of a `describe`. */
export interface Stores {
  /** The first one. */
  readonly store: Store;
  /** One more on the same place, as another server has it. */
  another(): Promise<Store>;
  readonly setting: string;
}

/** Opens them before the first test and closes them after the last. */
export function useStores(engine: EngineName): Stores {
  let place: OpenedEngine | undefined;
  const open: Store[] = [];
  const another = async () => {
    if (place === undefined) throw new Error('stores exist only inside tests and hooks');
    const store = await openStoreOn(place.setting);
    open.push(store);
    return store;
  };
  beforeAll(async () => {
    place = await openEngine(engine);
    await another();
  });
  afterAll(async () => {
    await Promise.all(open.map((store) => store.close()));
    await place?.dispose();
  });
  return {
    another,
    get store() {
      const [first] = open;
      if (first === undefined) throw new Error('stores exist only inside tests and hooks');
      return first;
    },
    get setting() {
      return place?.setting ?? '';
    },
  };
}
