import { describe, expect, test } from 'vitest';
import { readWorldFrom } from '../../src/compose/world.ts';
import { durationsOf } from '../../src/domain/profile.ts';
import { simulatedDriver } from '../../src/fabric/drivers/simulated/driver.ts';
import { applyEdges } from '../../src/reconcile/edges.ts';
import { takeFacts } from '../../src/reconcile/facts.ts';
import { leasesOf } from '../../src/reconcile/leases.ts';
import type { ReconcileParts } from '../../src/reconcile/parts.ts';
import { device } from '../../src/store/queries/inventory.ts';
import { interfacesAt } from '../../src/store/queries/virtual-interfaces.ts';
import { peersAt } from '../../src/store/queries/bgp-peers.ts';
import type { Reader, Store } from '../../src/store/store.ts';
import { type BgpPeerRow, bgpPeers } from '../../src/store/tables/bgp-peers.ts';
import { connections } from '../../src/store/tables/connections.ts';
import { devices, ports } from '../../src/store/tables/inventory.ts';
import { crossConnects } from '../../src/store/tables/paperwork.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../../src/store/tables/virtual-interfaces.ts';
import type { EngineName } from '../support/engines.ts';
import { connection } from './rows.ts';
import { useStores } from './use-store.ts';

const COUNT = 1_000;
const DEVICE = 'device';

export function manySessions(engine: EngineName): void {
  describe('an edge with many virtual interfaces', () => {
    const stores = useStores(engine);

    test('is looked after with as many reads as one with few; what is known costs no unit of work', async () => {
      const { store } = stores;
      await seed(store);
      const counted = counting(store);
      const parts = reconcileParts(counted.store);
      const unobserve = takeFacts(parts);
      expect(await applyEdges(parts)).toBe(1);
      expect(counted.reads()).toBeLessThan(30);
      const rows = await interfacesAt(store.reader, DEVICE);
      expect(rows.filter(({ state }) => state === 'available')).toHaveLength(COUNT);
      expect((await peersAt(store.reader, DEVICE)).every(({ status }) => status === 'up')).toBe(true);

      await markDirty(store);
      const before = (await store.figures()).units;
      expect(await applyEdges(parts)).toBe(1);
      expect(counted.reads()).toBeLessThan(30);
      // The mark of the device, and what a lease takes.
      expect((await store.figures()).units - before).toBeLessThan(5);
      unobserve();
      await parts.leases.close();
    });
  });
}

/** The store, and how many reads outside units of work it has seen since it was last asked. */
function counting(store: Store) {
  let count = 0;
  const reader: Reader = {
    all: (query, ...values) => {
      count += 1;
      return store.reader.all(query, ...values);
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
      const seen = count;
      count = 0;
      return seen;
    },
  };
}

function reconcileParts(store: Store): ReconcileParts {
  let seq = 1_000_000;
  const onError = (loop: string, error: unknown) => {
    throw new Error(loop, { cause: error });
  };
  return {
    store,
    driver: simulatedDriver(readWorldFrom(store.reader)),
    leases: leasesOf(store, { owner: 'this-server', now: Date.now, onError }),
    durations: durationsOf('instant'),
    factsRetold: true,
    now: () => 1_000,
    newSeq: () => (seq += 1),
    random: () => new Uint8Array(16),
    onError,
  };
}

async function markDirty(store: Store): Promise<void> {
  await store.commit(async (tx) => {
    const row = await device(tx, DEVICE);
    if (row !== undefined) tx.update(devices, row, { dirtySince: 1 });
  });
}

async function seed(store: Store): Promise<void> {
  await store.commit(async (tx) => {
    const place = { deviceId: DEVICE, portNumber: 1 };
    tx.insert(
      connections,
      connection({ id: 'dxcon-many', state: 'available', bandwidth: '10Gbps', ...place }),
    );
    tx.insert(devices, {
      id: DEVICE,
      region: 'us-east-1',
      location: 'EqDC2',
      ordinal: 1,
      logicalId: DEVICE,
      rack: '',
      panel: '',
      speeds: '[]',
      macSecSpeeds: '[]',
      grows: 0,
      open: 1,
      dirtySince: 1,
      revision: 1,
    });
    tx.insert(ports, {
      deviceId: DEVICE,
      number: 1,
      state: 'taken',
      speed: '10G',
      medium: '',
      connector: '',
      panelPosition: '',
      macSec: 0,
      connectionId: 'dxcon-many',
      link: 'down',
      rxLight: null,
      txLight: null,
      encrypted: 0,
      factsAt: null,
      farEndLit: 1,
      fault: null,
      revision: 1,
    });
    tx.insert(crossConnects, {
      connectionId: 'dxcon-many',
      ...place,
      state: 'connected',
      stateSince: 0,
      dueAt: null,
      farEnd: null,
      note: null,
      revision: 1,
    });
    for (let index = 1; index <= COUNT; index += 1) {
      tx.insert(virtualInterfaces, interfaceRow(index));
      tx.insert(bgpPeers, peerRow(index));
    }
  });
}

const nameOf = (prefix: string, index: number) => `${prefix}-${String(index).padStart(8, '0')}`;

function interfaceRow(index: number): VirtualInterfaceRow {
  return {
    id: nameOf('dxvif', index),
    account: '111122223333',
    region: 'us-east-1',
    seq: index,
    kind: 'private',
    name: 'many',
    state: 'down',
    stateSince: 0,
    dueAt: null,
    connectionId: 'dxcon-many',
    connectionAccount: '111122223333',
    location: 'EqDC2',
    deviceId: DEVICE,
    vlan: index,
    mtu: 1500,
    virtualGatewayId: 'vgw-many',
    directConnectGatewayId: null,
    amazonSideAsn: 64_512,
    siteLink: 0,
    rateLimit: null,
    prefixCountV4: 100,
    prefixCountV6: 100,
    routeFilters: '[]',
    tags: '[]',
    createdAt: 0,
    revision: 1,
  };
}

function peerRow(index: number): BgpPeerRow {
  return {
    virtualInterfaceId: nameOf('dxvif', index),
    seq: index,
    id: nameOf('dxpeer', index),
    state: 'available',
    stateSince: 0,
    dueAt: null,
    addressFamily: 'ipv4',
    asn: 65_000,
    authKeySealed: 'sealed',
    amazonAddress: '169.254.1.1/29',
    customerAddress: '169.254.1.6/29',
    addressBlock: null,
    status: 'down',
    statusSince: 0,
    statusCause: '',
    idleMark: null,
    answers: 1,
    revision: 1,
  };
}
