import { describe, expect, test } from 'vitest';
import { applyEdges, wantedState } from '../../src/reconcile/edges.ts';
import { takeFacts } from '../../src/reconcile/facts.ts';
import { interfacesAt } from '../../src/store/queries/virtual-interfaces.ts';
import { peersAt, ribIn } from '../../src/store/queries/bgp-peers.ts';
import type { Reader, Store } from '../../src/store/store.ts';
import { adjRibsIn } from '../../src/store/tables/bgp-peers.ts';
import type { EngineName } from '../support/engines.ts';
import {
  announce,
  announcements,
  interfaceId,
  markDirty,
  peerId,
  reconcileParts,
  seedEdge,
  seedMacSec,
} from './edge-rows.ts';
import { routesLister } from './route-pages.ts';
import { useStores } from './use-store.ts';

const COUNT = 1_000;
const ROUTES = 100;
const DEVICE = 'edge';
/** The rows of all virtual interfaces; what their routers announce is several times as much. */
const LETTERS_MAX = 2_000_000;

export function manySessions(engine: EngineName): void {
  describe('an edge with many virtual interfaces', () => {
    const stores = useStores(engine);

    test('is looked after with as many reads as one with few; what is known costs no unit of work', async () => {
      const { store } = stores;
      await seedEdge(store, DEVICE, { count: COUNT, routes: ROUTES });
      const counted = counting(store);
      const parts = reconcileParts(counted.store);
      const unobserve = takeFacts(parts);
      const units = async (look: () => Promise<unknown>) => {
        const before = (await store.figures()).units;
        await look();
        return (await store.figures()).units - before;
      };
      expect(await applyEdges(parts)).toBe(1);
      expect(counted.reads().count).toBeLessThan(40);
      const rows = await interfacesAt(store.reader, DEVICE);
      expect(rows.filter(({ state }) => state === 'available')).toHaveLength(COUNT);
      expect((await peersAt(store.reader, DEVICE)).every(({ status }) => status === 'up')).toBe(true);

      await markDirty(store, DEVICE);
      // The mark of the device, and what a lease takes.
      expect(await units(() => applyEdges(parts))).toBeLessThan(5);
      const again = counted.reads();
      expect(again.count).toBeLessThan(30);
      expect(again.letters).toBeLessThan(LETTERS_MAX);

      // What one router announces anew is read, and taken, as one; whether or not its row has a digest.
      for (const [index, digest] of [[7], [8, null]] as const) {
        const told = announcements(ROUTES, 5);
        await announce(store, DEVICE, interfaceId(DEVICE, index), told, digest);
        expect(await units(() => applyEdges(parts))).toBeLessThan(6);
        expect(counted.reads().letters).toBeLessThan(LETTERS_MAX);
        expect(await announced(store, index)).toBe(told);
        expect(await announced(store, index + 1)).toBe(announcements(ROUTES, 0, (index + 1) * ROUTES));
      }

      // Routes of before there were digests are told once more.
      await store.commit(async (tx) => {
        const rib = await ribIn(tx, peerId(DEVICE, 9));
        if (rib !== undefined) tx.update(adjRibsIn, rib, { digest: null });
      });
      await markDirty(store, DEVICE);
      expect(await units(() => applyEdges(parts))).toBeLessThan(6);
      const digests = await Promise.all([8, 9].map((index) => ribIn(store.reader, peerId(DEVICE, index))));
      expect(digests.map((rib) => rib?.digest?.length)).toEqual([43, 43]);
      unobserve();
      await parts.leases.close();
    });

    test('many connections with MACsec are planned with few reads, each with its keys', async () => {
      const counted = counting(stores.store);
      await seedMacSec(stores.store, 'macs', 40);
      const { ports } = await wantedState(counted.store.reader, 'macs');
      expect(counted.reads().count).toBeLessThan(10);
      expect(ports).toHaveLength(40);
      for (const { number, macSec } of ports)
        expect(macSec?.ckns).toEqual([`new ${number}`, `old ${number}`]);
    });

    test('its routes are read for the first of their pages, and for another where they have changed', async () => {
      const { store } = stores;
      const counted = counting(store);
      const list = routesLister(counted.store.reader);
      const letters: number[] = [];
      const routes = await list(interfaceId(DEVICE, 7), 30, () => letters.push(counted.reads().letters));
      expect(routes).toHaveLength(ROUTES);
      const [first = 0, ...others] = letters;
      expect(others).toHaveLength(3);
      expect(Math.max(...others)).toBeLessThan(first / 2);

      const parts = reconcileParts(store);
      const unobserve = takeFacts(parts);
      let pages = 0;
      const fewer = await list(interfaceId(DEVICE, 7), 30, async () => {
        pages += 1;
        if (pages > 1) return;
        await announce(store, DEVICE, interfaceId(DEVICE, 7), announcements(40, 9));
        await applyEdges(parts);
      });
      expect(fewer).toHaveLength(40);
      unobserve();
      await parts.leases.close();
    });
  });
}

/** What is known of a session's routes, without the times. */
async function announced(store: Store, index: number): Promise<string> {
  const rib = await ribIn(store.reader, peerId(DEVICE, index));
  const routes = JSON.parse(rib?.routes ?? '[]') as readonly { readonly installedAt?: number }[];
  return JSON.stringify(routes.map(({ installedAt: _at, ...one }) => one));
}

/** The store, and how many reads outside units of work it has seen since it was last asked, of how many letters. */
function counting(store: Store) {
  let count = 0;
  let letters = 0;
  const weigh = (row: unknown) => {
    for (const value of Object.values(row ?? {})) if (typeof value === 'string') letters += value.length;
  };
  const reader: Reader = {
    all: async (query, ...values) => {
      count += 1;
      const rows = await store.reader.all(query, ...values);
      rows.forEach(weigh);
      return rows;
    },
    one: (query, ...values) => {
      count += 1;
      return store.reader.one(query, ...values);
    },
  };
  const watched = new Proxy(store, {
    get: (of, name) => {
      if (name === 'reader') return reader;
      const member: unknown = Reflect.get(of, name, of);
      return typeof member === 'function' ? (member.bind(of) as unknown) : member;
    },
  });
  return {
    store: watched,
    reads: () => {
      const seen = { count, letters };
      [count, letters] = [0, 0];
      return seen;
    },
  };
}
