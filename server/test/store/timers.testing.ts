import { describe, expect, test } from 'vitest';
import { connections } from '../../src/store/tables/connections.ts';
import { macSecKeys } from '../../src/store/tables/macsec-keys.ts';
import type { EngineName } from '../support/engines.ts';
import { connection } from './rows.ts';
import { useStores } from './use-store.ts';

export function timers(engine: EngineName): void {
  describe('rows that are due', () => {
    const stores = useStores(engine);

    test('come earliest first, ties by their key, no more than asked for', async () => {
      const { store } = stores;
      await store.commit(async (tx) => {
        const due = { e: 50, b: 20, a: 20, d: 40, c: 30, f: null, g: 900 };
        for (const [letter, dueAt] of Object.entries(due))
          tx.insert(connections, connection({ id: `dxcon-${letter}`, dueAt }));
      });
      const rows = await store.claimDue(connections, 50, 4);
      expect(rows.map(({ id }) => id)).toEqual(['dxcon-a', 'dxcon-b', 'dxcon-c', 'dxcon-d']);
      expect(rows[0]).toMatchObject({ dueAt: 20, location: 'EqDC2', tags: '[]', revision: 1 });
    });

    test('a table whose key has a number, and nothing due, gives nothing', async () => {
      expect(await stores.store.claimDue(macSecKeys, 1_000, 10)).toEqual([]);
    });

    test('a deadline that has moved is due again at once', async () => {
      const { store } = stores;
      const id = 'dxcon-chain';
      const made = connection({ id, seq: 70, dueAt: 1 });
      await store.commit(async (tx) => tx.insert(connections, made));
      const claimed = await store.claimDue(connections, 1, 10);
      expect(claimed.map((row) => row.id)).toEqual([id]);
      await store.commit(async (tx) => void tx.update(connections, made, { dueAt: 2 }));
      const again = await store.claimDue(connections, 2, 10);
      expect(again.map((row) => [row.id, row.dueAt])).toEqual([[id, 2]]);
    });
  });
}
