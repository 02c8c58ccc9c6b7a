import { describe, expect, test } from 'vitest';
import { connections, type ConnectionRow } from '../../src/store/tables/connections.ts';
import { type StoredSettingRow, storedSettings } from '../../src/store/tables/records.ts';
import { connectionsPage } from '../../src/store/queries/connections.ts';
import { START } from '../../src/store/look.ts';
import { rowsOf } from '../../src/store/table.ts';
import type { EngineName } from '../support/engines.ts';
import { connection, SETTING, setting } from './rows.ts';
import { useStores } from './use-store.ts';

const BY_ID = rowsOf(connections, 'where id = ?');

export function changes(engine: EngineName): void {
  describe('changes of a row', () => {
    const stores = useStores(engine);

    test('run together within a unit, and raise the revision once', async () => {
      const { store } = stores;
      await store.commit(async (tx) => tx.insert(connections, connection({ id: 'dxcon-steps' })));
      const states = await store.commit(async (tx) => {
        const row = (await tx.one(BY_ID, 'dxcon-steps')) as ConnectionRow;
        const pending = tx.update(connections, row, { state: 'pending' });
        tx.update(connections, pending, { state: 'available', name: 'new' });
        return tx.changes.map(({ from, to }) => [from, to]);
      });
      expect(states).toEqual([
        ['requested', 'pending'],
        ['pending', 'available'],
      ]);
      expect(await store.reader.one(BY_ID, 'dxcon-steps')).toMatchObject({
        state: 'available',
        name: 'new',
        revision: 2,
      });
    });

    test('a state that two parts of a unit move a row to, as both found it, is entered once', async () => {
      const { store } = stores;
      await store.commit(async (tx) => tx.insert(connections, connection({ id: 'dxcon-twice' })));
      const states = await store.commit(async (tx) => {
        const row = (await tx.one(BY_ID, 'dxcon-twice')) as ConnectionRow;
        for (const name of ['one', 'other']) tx.update(connections, row, { state: 'down', name });
        tx.update(connections, row, { state: 'deleting' });
        tx.update(connections, row, { name: 'last' });
        return tx.changes.map(({ from, to }) => [from, to]);
      });
      expect(states).toEqual([
        ['requested', 'down'],
        ['down', 'deleting'],
      ]);
      expect(await store.reader.one(BY_ID, 'dxcon-twice')).toMatchObject({ state: 'deleting', name: 'last' });
    });

    test('a row that was just made may be changed and withdrawn', async () => {
      const { store } = stores;
      await store.commit(async (tx) => {
        const made = setting('made', '1');
        tx.insert(storedSettings, made);
        tx.update(storedSettings, made, { value: '2' });
        tx.insert(storedSettings, setting('withdrawn'));
        tx.remove(storedSettings, setting('withdrawn'));
      });
      expect(await store.reader.one(SETTING, 'made')).toMatchObject({ value: '2', revision: 1 });
      expect(await store.reader.one(SETTING, 'withdrawn')).toBeUndefined();
    });

    test('a row may be removed, and another put in its place', async () => {
      const { store } = stores;
      const rowOf = async () => (await store.reader.one(SETTING, 'place')) as StoredSettingRow;
      await store.commit(async (tx) => tx.insert(storedSettings, setting('place', 'old')));
      const old = await rowOf();
      await store.commit(async (tx) => {
        tx.remove(storedSettings, old);
        tx.insert(storedSettings, setting('place', 'new'));
      });
      expect(await rowOf()).toMatchObject({ value: 'new', revision: 2 });
      const last = await rowOf();
      await store.commit(async (tx) => tx.remove(storedSettings, last));
      expect(await rowOf()).toBeUndefined();
    });

    test('what frees a unique place comes before what takes it, in whatever order it was recorded', async () => {
      const { store } = stores;
      const living = { parentId: 'dxcon-vlans', vlan: 5 };
      const first = connection({ id: 'dxcon-first', seq: 11, ...living });
      await store.commit(async (tx) => tx.insert(connections, first));
      await store.commit(async (tx) => {
        tx.insert(connections, connection({ id: 'dxcon-second', seq: 12, ...living }));
        tx.update(connections, first, { state: 'deleted' });
      });
      expect(await store.reader.one(BY_ID, 'dxcon-second')).toMatchObject({ state: 'requested', vlan: 5 });
    });
  });
}

export function pages(engine: EngineName): void {
  describe('pages', () => {
    const stores = useStores(engine);

    test('follow each other without a gap or a repetition, ties and all', async () => {
      const { store } = stores;
      const ids = ['Z', 'a', 'B', 'z', 'ä', '-', '_', '1'].map((letter) => `dxcon-${letter}`);
      await store.commit(async (tx) => {
        for (const id of ids) tx.insert(connections, connection({ id, seq: 40 }));
        tx.insert(connections, connection({ id: 'dxcon-first', seq: 39 }));
        tx.insert(connections, connection({ id: 'dxcon-last', seq: 41 }));
      });
      const look = { reader: store.reader, account: '111122223333', region: 'eu-west-1' };
      const seen: string[] = [];
      let after = START;
      for (;;) {
        const rows = await connectionsPage(look, { limit: 3, after });
        seen.push(...rows.map(({ id }) => id));
        const last = rows.at(-1);
        if (last === undefined) break;
        after = last;
      }
      // By bytes, on every engine and whatever its locale.
      expect(seen).toEqual(['dxcon-first', ...ids.toSorted(), 'dxcon-last']);
    });
  });
}
