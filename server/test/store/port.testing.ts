import { describe, expect, test } from 'vitest';
import { storedSettings } from '../../src/store/tables/records.ts';
import { seedLab } from '../../src/store/seed/seed.ts';
import { type EngineName, openEngine, openStoreOn } from '../support/engines.ts';
import { SETTING, setting } from './rows.ts';
import { useStores } from './use-store.ts';

export function port(engine: EngineName): void {
  describe('the store', () => {
    const stores = useStores(engine);

    test('counts commits and units, and knows its size', async () => {
      const { store } = stores;
      const before = await store.figures();
      await Promise.all(
        ['f.1', 'f.2', 'f.3'].map((name) =>
          store.commit(async (tx) => tx.insert(storedSettings, setting(name))),
        ),
      );
      const after = await store.figures();
      expect(after.units - before.units).toBe(3);
      expect(after.commits - before.commits).toBeGreaterThan(0);
      expect(after.bytes).toBeGreaterThan(10_000);
    });

    test('tells who listens of a wake-up, until they have heard enough', () => {
      const { store } = stores;
      let heard = 0;
      const stop = store.onWake(() => {
        heard += 1;
      });
      store.wake();
      stop();
      store.wake();
      expect(heard).toBe(1);
    });

    test('takes the catalogue of the lab, once', async () => {
      const { store } = stores;
      await seedLab(store);
      await seedLab(store);
      const locations = await store.reader.all<{ n: number }>({ sql: 'select count(*) as n from location' });
      expect(locations[0]?.n).toBeGreaterThan(100);
    });

    test('keeps what it has answered over a close, and takes nothing after it', async () => {
      const place = await openEngine(engine);
      const first = await openStoreOn(place.setting);
      const started = performance.now();
      const pending = first.commit(async (tx) => tx.insert(storedSettings, setting('kept')));
      await first.close();
      expect(performance.now() - started).toBeLessThan(1_000);
      await pending;
      await expect(first.commit(() => Promise.resolve())).rejects.toThrow('closed');
      const second = await openStoreOn(place.setting);
      expect(await second.reader.one(SETTING, 'kept')).toMatchObject({ name: 'kept' });
      await second.close();
      await place.dispose();
    });
  });
}
