import { describe, expect, test } from 'vitest';
import { Collision } from '../../src/store/store.ts';
import { rowsOf } from '../../src/store/table.ts';
import { accounts } from '../../src/store/tables/accounts.ts';
import { TABLES } from '../../src/store/tables/all.ts';
import { type StoredSettingRow, storedSettings } from '../../src/store/tables/records.ts';
import type { EngineName } from '../support/engines.ts';
import { ACCOUNT, SETTING, account, setting } from './rows.ts';
import { useStores } from './use-store.ts';

const ALL = rowsOf(storedSettings, 'order by name');
const content = (...rows: readonly StoredSettingRow[]) => [{ table: storedSettings as never, rows }];

/** All tables that an engine has for the service, its own aside. */
const NAMES = {
  sqlite: "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
  postgres:
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_version' order by tablename",
} as const;

export function whole(engine: EngineName): void {
  describe('the store as a whole', () => {
    const stores = useStores(engine);
    const names = async () => (await stores.store.reader.all(ALL)).map(({ name }) => name);

    test('is known table by table', async () => {
      const found = await stores.store.reader.all<{ name: string }>({ sql: NAMES[engine] });
      const listed = TABLES.map(({ table }) => table.name).toSorted((a, b) => (a < b ? -1 : 1));
      // Claims pass by themselves within seconds.
      const lasting = found.filter(({ name }) => name !== 'timer_claim');
      expect(lasting.map(({ name }) => name)).toEqual(listed);
    });

    test('is replaced', async () => {
      const { store } = stores;
      await store.commit(async (tx) => tx.insert(storedSettings, setting('before')));
      await store.replace(content(setting('b'), setting('a')));
      expect(await names()).toEqual(['a', 'b']);
      const many = Array.from({ length: 1_200 }, (_, index) => setting(`s${String(index).padStart(4, '0')}`));
      await store.replace(content(...many));
      expect(await names()).toEqual(many.map(({ name }) => name));
      await store.replace(content());
      expect(await names()).toEqual([]);
    });

    test('is replaced whole or not at all', async () => {
      const { store } = stores;
      await store.replace(content(setting('kept')));
      const twice = store.replace(content(setting('a'), setting('a')));
      await expect(twice).rejects.toThrow('two rows of stored_setting exclude each other');
      await expect(twice).rejects.toBeInstanceOf(Collision);
      expect(await names()).toEqual(['kept']);
    });

    test('takes units before and after it, and none is half done', async () => {
      const { store } = stores;
      await store.replace(content());
      const pairs = Array.from({ length: 20 }, (_, index) =>
        store.commit(async (tx) => {
          tx.insert(storedSettings, setting(`left.${index}`));
          tx.insert(storedSettings, setting(`right.${index}`));
        }),
      );
      await Promise.all([...pairs.slice(0, 10), store.replace(content()), ...pairs.slice(10)]);
      const left = (await names()).filter((name) => name.startsWith('left.'));
      const right = (await names()).filter((name) => name.startsWith('right.'));
      expect(right.map((name) => name.replace('right', 'left'))).toEqual(left);
    });

    test('gets its turn among units that change rows of several tables', async () => {
      const { store } = stores;
      const ids = Array.from({ length: 40 }, (_, index) => String(100_000_000_000 + index));
      const both = [
        { table: storedSettings as never, rows: ids.map((id) => setting(id)) },
        { table: accounts as never, rows: ids.map((id) => account(id)) },
      ];
      await store.replace(both);
      const change = (id: string) =>
        store.commit(async (tx) => {
          const [one, other] = await Promise.all([tx.one(ACCOUNT, id), tx.one(SETTING, id)]);
          if (one !== undefined) tx.update(accounts, one, { name: 'changed' });
          if (other !== undefined) tx.update(storedSettings, other, { value: 'changed' });
        });
      for (let round = 0; round < 5; round += 1) {
        const before = ids.map(change);
        await store.replace(both);
        await Promise.all([...before, ...ids.map(change)]);
      }
      await store.replace(both);
      expect((await store.reader.all(ALL)).filter(({ value }) => value !== '')).toEqual([]);
    });

    test('is read as it was at one moment', async () => {
      const { store } = stores;
      await store.replace(content(setting('first')));
      const seen = await store.atOneMoment(async (reader) => {
        const before = await reader.all(ALL);
        await store.commit(async (tx) => tx.insert(storedSettings, setting('second')));
        return [before.length, (await reader.all(ALL)).length, (await store.reader.all(ALL)).length];
      });
      expect(seen).toEqual([1, 1, 2]);
    });
  });
}
