import { describe, expect, test } from 'vitest';
import { Collision, Conflict, type Store } from '../../src/store/store.ts';
import { connections } from '../../src/store/tables/connections.ts';
import { type StoredSettingRow, storedSettings } from '../../src/store/tables/records.ts';
import type { EngineName } from '../support/engines.ts';
import { connection, SETTING, setting, SETTINGS } from './rows.ts';
import { useStores } from './use-store.ts';

const valueOf = async ({ reader }: Store, name: string) => (await reader.one(SETTING, name))?.value;

const put = (store: Store, name: string, value = '') =>
  store.commit(async (tx) => tx.insert(storedSettings, setting(name, value)));

/** Reads, adds one, writes: what is lost when units run over each other. */
const increment = (store: Store, name: string) =>
  store.commit(async (tx) => {
    const row = (await tx.one(SETTING, name)) as StoredSettingRow;
    tx.update(storedSettings, row, { value: String(Number(row.value) + 1) });
  });

export function commits(engine: EngineName): void {
  describe('a unit of work', () => {
    const stores = useStores(engine);

    test('writes all that it recorded, and gives what it returned', async () => {
      const { store } = stores;
      const given = await store.commit(async (tx) => {
        tx.insert(storedSettings, setting('all.a', '1'));
        tx.insert(storedSettings, setting('all.b', '2'));
        return 'done';
      });
      expect([given, await valueOf(store, 'all.a'), await valueOf(store, 'all.b')]).toEqual([
        'done',
        '1',
        '2',
      ]);
    });

    test('that throws writes nothing, and its error comes through as it is', async () => {
      const { store } = stores;
      const why = new Error('no');
      const failing = store.commit(async (tx) => {
        tx.insert(storedSettings, setting('none'));
        throw why;
      });
      await expect(failing).rejects.toBe(why);
      expect(await valueOf(store, 'none')).toBeUndefined();
    });

    test('that fails in the middle of its writes writes nothing', async () => {
      const { store } = stores;
      await put(store, 'half.taken');
      const failing = store.commit(async (tx) => {
        tx.insert(storedSettings, setting('half.free'));
        tx.insert(storedSettings, setting('half.taken'));
      });
      await expect(failing).rejects.toBeInstanceOf(Collision);
      expect(await valueOf(store, 'half.free')).toBeUndefined();
    });

    test('with a value that no column holds is refused, and the others of its batch are not', async () => {
      const { store } = stores;
      const wrong = store.commit(async (tx) => tx.insert(storedSettings, setting('wrong', 1.5 as never)));
      const right = put(store, 'beside.wrong');
      await expect(wrong).rejects.toBeInstanceOf(TypeError);
      await right;
      expect(await valueOf(store, 'beside.wrong')).toBe('');
    });

    test('may write more rows than fit one statement', async () => {
      const { store } = stores;
      const names = Array.from({ length: 700 }, (_, index) => `many.${index}`);
      await store.commit(async (tx) => {
        for (const name of names) tx.insert(storedSettings, setting(name));
      });
      const found = await store.reader.all(SETTINGS);
      expect(found.filter(({ name }) => name.startsWith('many.'))).toHaveLength(700);
    });

    test('keeps text and numbers as they were', async () => {
      const { store } = stores;
      const text = JSON.stringify({ name: 'Zürich „⚡“ 東京 \u0000 \\ \' " ? $1', list: ['\n\t', '🦊'] });
      const seq = Date.now() * 4096 + 17;
      await store.commit(async (tx) =>
        tx.insert(connections, connection({ id: 'dxcon-text', tags: text, seq, dueAt: null })),
      );
      const [row] = await store.reader.all(
        { sql: 'select tags, seq, vlan from connection where seq = ?' },
        seq,
      );
      expect({ ...(row as object) }).toEqual({ tags: text, seq, vlan: null });
    });
  });
}

export function races(engine: EngineName): void {
  describe('units that run into each other', () => {
    const stores = useStores(engine);

    test('lose no change: what one has read and another has written is read again', async () => {
      const { store } = stores;
      await put(store, 'counter', '0');
      await Promise.all(Array.from({ length: 64 }, () => increment(store, 'counter')));
      expect(await valueOf(store, 'counter')).toBe('64');
    });

    test('a row that was read too long ago is a conflict, after a few attempts', async () => {
      const { store } = stores;
      await put(store, 'old', '0');
      const old = (await store.reader.one(SETTING, 'old')) as StoredSettingRow;
      await increment(store, 'old');
      let attempts = 0;
      const late = store.commit(async (tx) => {
        attempts += 1;
        tx.update(storedSettings, old, { value: 'late' });
      });
      await expect(late).rejects.toBeInstanceOf(Conflict);
      expect([attempts > 1, await valueOf(store, 'old')]).toEqual([true, '1']);
    });

    test('an id that is taken is drawn again', async () => {
      const { store } = stores;
      await put(store, 'id.1');
      const draws = ['id.1', 'id.1', 'id.2'];
      await store.commit(async (tx) => tx.insert(storedSettings, setting(draws.shift() ?? '', 'drawn')));
      expect([await valueOf(store, 'id.1'), await valueOf(store, 'id.2')]).toEqual(['', 'drawn']);
    });

    test('two rows of one unit that draw the same id are drawn again', async () => {
      const { store } = stores;
      const draws = ['twin.1', 'twin.1', 'twin.2', 'twin.3'];
      await store.commit(async (tx) => {
        tx.insert(storedSettings, setting(draws.shift() ?? ''));
        tx.insert(storedSettings, setting(draws.shift() ?? ''));
      });
      expect([await valueOf(store, 'twin.2'), await valueOf(store, 'twin.3')]).toEqual(['', '']);
    });

    test('what throws or collides does not disturb those beside it', async () => {
      const { store } = stores;
      await put(store, 'beside.taken');
      const outcomes = await Promise.allSettled([
        put(store, 'beside.1'),
        put(store, 'beside.taken'),
        store.commit(() => Promise.reject(new Error('no'))),
        put(store, 'beside.2'),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'rejected',
        'fulfilled',
      ]);
      expect([await valueOf(store, 'beside.1'), await valueOf(store, 'beside.2')]).toEqual(['', '']);
    });

    test('of many that want the same unique place one gets it', async () => {
      const { store } = stores;
      const wish = (index: number) =>
        store.commit(async (tx) => {
          const [there] = await tx.all({ sql: `select id from connection where parent_id = 'dxcon-p'` });
          if (there !== undefined) return false;
          const id = `dxcon-vlan${index}`;
          tx.insert(connections, connection({ id, seq: index, parentId: 'dxcon-p', vlan: 7 }));
          return true;
        });
      const got = await Promise.all(Array.from({ length: 24 }, (_, index) => wish(index)));
      expect(got.filter(Boolean)).toHaveLength(1);
    });
  });
}
