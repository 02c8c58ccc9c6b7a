import { readWorldFrom } from '../../src/compose/world.ts';
import { durationsOf } from '../../src/domain/profile.ts';
import { simulatedDriver } from '../../src/fabric/drivers/simulated/driver.ts';
import { leasesOf } from '../../src/reconcile/leases.ts';
import type { ReconcileParts } from '../../src/reconcile/parts.ts';
import { textDigest } from '../../src/store/digests.ts';
import { customerRouter } from '../../src/store/queries/customer-routers.ts';
import { device } from '../../src/store/queries/inventory.ts';
import type { Store } from '../../src/store/store.ts';
import { type BgpPeerRow, bgpPeers } from '../../src/store/tables/bgp-peers.ts';
import { connections } from '../../src/store/tables/connections.ts';
import { type CustomerRouterRow, customerRouters } from '../../src/store/tables/customer-routers.ts';
import { bgpPeer, virtualInterface } from '../../src/store/tables/interface-rows.testing.ts';
import { type DeviceRow, devices, type PortRow, ports } from '../../src/store/tables/inventory.ts';
import { type MacSecKeyRow, macSecKeys } from '../../src/store/tables/macsec-keys.ts';
import { crossConnects } from '../../src/store/tables/paperwork.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../../src/store/tables/virtual-interfaces.ts';
import { connection } from './rows.ts';

/** What a customer's router with so many networks is told to announce, from one on; `metric` makes one list another. */
export function announcements(routes: number, metric = 0, from = 0): string {
  const list = Array.from({ length: routes }, (_, at) => ({
    cidr: `${11 + ((from + at) >> 16)}.${((from + at) >> 8) & 255}.${(from + at) & 255}.0/24`,
    asPath: [65_000],
    med: metric,
    communities: ['7224:7200'],
  }));
  return JSON.stringify(list);
}

/** What the loops of a server on this store are made of. */
export function reconcileParts(store: Store): ReconcileParts {
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

/** Tells a customer's router what to announce, and lets its edge be looked at. */
export async function announce(
  store: Store,
  edge: string,
  virtualInterfaceId: string,
  told: string,
  announcementsDigest: string | null = textDigest(told),
): Promise<void> {
  await store.commit(async (tx) => {
    const row = await customerRouter(tx, virtualInterfaceId);
    if (row === undefined) throw new Error(`${virtualInterfaceId} has no router`);
    tx.update(customerRouters, row, { announcements: told, announcementsDigest });
  });
  await markDirty(store, edge);
}

export async function markDirty(store: Store, edge: string): Promise<void> {
  await store.commit(async (tx) => {
    const row = await device(tx, edge);
    if (row !== undefined) tx.update(devices, row, { dirtySince: 1 });
  });
}

interface SeededEdge {
  readonly count: number;
  /** What each customer announces: networks of its own. */
  readonly routes: number;
  /** What is special about the virtual interfaces. */
  readonly vif?: Partial<VirtualInterfaceRow>;
}

/** An edge (its name has four letters) with so many virtual interfaces on one port, behind each a router that announces so many routes. */
export async function seedEdge(
  store: Store,
  edge: string,
  { count, routes, vif = {} }: SeededEdge,
): Promise<void> {
  const connectionId = `dxcon-${edge}`;
  await store.commit(async (tx) => {
    const place = { deviceId: edge, portNumber: 1 };
    tx.insert(
      connections,
      connection({ id: connectionId, state: 'available', bandwidth: '10Gbps', ...place }),
    );
    tx.insert(devices, deviceRow(edge, count));
    tx.insert(ports, portRow(edge, connectionId));
    tx.insert(crossConnects, {
      connectionId,
      ...place,
      state: 'connected',
      stateSince: 0,
      dueAt: null,
      farEnd: null,
      note: null,
      revision: 1,
    });
    for (let index = 1; index <= count; index += 1) {
      tx.insert(virtualInterfaces, { ...interfaceRow(edge, index), ...vif });
      tx.insert(bgpPeers, peerRow(edge, index));
      const told = announcements(routes, 0, index * routes);
      tx.insert(customerRouters, routerRow(interfaceId(edge, index), told));
    }
  });
}

/** An edge with so many connections with MACsec, each of which has two keys. */
export async function seedMacSec(store: Store, edge: string, count: number): Promise<void> {
  await store.commit(async (tx) => {
    tx.insert(devices, deviceRow(edge, count));
    for (let number = 1; number <= count; number += 1) {
      const id = `dxcon-${place(edge, number)}`;
      const encrypted = { macSec: 1, encryptionMode: 'should_encrypt', state: 'available' } as const;
      tx.insert(
        connections,
        connection({ id, seq: number, ...encrypted, deviceId: edge, portNumber: number }),
      );
      tx.insert(ports, { ...portRow(edge, id), number });
      for (const [seq, age] of ['old', 'new'].entries())
        tx.insert(macSecKeys, keyRow(id, seq, `${age} ${number}`));
    }
  });
}

function keyRow(parentId: string, seq: number, ckn: string): MacSecKeyRow {
  return {
    parentId,
    seq,
    secretArn: `arn ${ckn}`,
    ckn,
    cakSealed: null,
    state: 'associated',
    stateSince: 0,
    dueAt: null,
    startOn: 0,
    revision: 1,
  };
}

const place = (edge: string, index: number) => `${edge.slice(0, 4)}${String(index).padStart(4, '0')}`;
export const interfaceId = (edge: string, index: number) => `dxvif-${place(edge, index)}`;
export const peerId = (edge: string, index: number) => `dxpeer-${place(edge, index)}`;

function deviceRow(id: string, ordinal: number): DeviceRow {
  return {
    id,
    region: 'us-east-1',
    location: 'EqDC2',
    ordinal,
    logicalId: id,
    rack: '',
    panel: '',
    speeds: '[]',
    macSecSpeeds: '[]',
    grows: 0,
    open: 1,
    redundant: 0,
    dirtySince: 1,
    revision: 1,
  };
}

function portRow(deviceId: string, connectionId: string): PortRow {
  return {
    deviceId,
    number: 1,
    state: 'taken',
    speed: '10G',
    medium: '',
    connector: '',
    panelPosition: '',
    macSec: 0,
    connectionId,
    link: 'down',
    rxLight: null,
    txLight: null,
    encrypted: 0,
    factsAt: null,
    farEndLit: 1,
    fault: null,
    revision: 1,
  };
}

function interfaceRow(edge: string, index: number): VirtualInterfaceRow {
  return virtualInterface({
    id: interfaceId(edge, index),
    seq: index,
    state: 'down',
    connectionId: `dxcon-${edge}`,
    deviceId: edge,
    vlan: index,
    virtualGatewayId: 'vgw-many',
  });
}

function peerRow(edge: string, index: number): BgpPeerRow {
  return bgpPeer({ virtualInterfaceId: interfaceId(edge, index), id: peerId(edge, index), seq: index });
}

function routerRow(virtualInterfaceId: string, told: string): CustomerRouterRow {
  return {
    virtualInterfaceId,
    silenced: 0,
    bfd: 0,
    wrongKey: 0,
    wrongAsn: null,
    announcements: told,
    announcementsDigest: textDigest(told),
    clearedAt: null,
    revision: 1,
  };
}
