import type { DatabaseSync } from 'node:sqlite';
import { bgpPeers } from '../server/src/store/tables/bgp-peers.ts';
import { connections } from '../server/src/store/tables/connections.ts';
import { devices, ports } from '../server/src/store/tables/inventory.ts';
import { virtualInterfaces } from '../server/src/store/tables/virtual-interfaces.ts';
import { ACCOUNT, CONNECTION, idOf, insertInto, PORT, SEQ_START, seedDatabase } from './seed.ts';

/** What lives on a connection, and how many connections there are on a device. */
const INTERFACES_PER_CONNECTION = 20;
const CONNECTIONS_PER_DEVICE = 100;
/** Connections without virtual interfaces, for those that are made. */
const EMPTY_CONNECTIONS = 2_000;
/** Ids of theirs begin behind all others. */
const EMPTY_FROM = 1_000_000;
/** VLANs that a connection has for what is made. */
const VLANS = 4_000;

/** A virtual private gateway that the lab has taken as the account's. */
export const GATEWAY = 'vgw-0be9c4fe';

/** One that a server has made: the rows that are seeded are like it. */
export interface Sample {
  readonly authKeySealed: string;
}

/** The key of a peer, sealed with the server's secret: every seeded peer has it. */
export function sampleOf(database: DatabaseSync): Sample {
  const row = database.prepare('select auth_key_sealed as sealed from bgp_peer limit 1').get();
  return { authKeySealed: String(row?.['sealed']) };
}

/** Writes rows as CreatePrivateVirtualInterface leaves them, spread over connections and devices, and connections without any. */
export function seedInterfaces(path: string, size: number): void {
  seedDatabase(path, 'virtual interfaces', (database) => {
    const sample = sampleOf(database);
    const ofInterface = insertInto(database, virtualInterfaces);
    const ofPeer = insertInto(database, bgpPeers);
    seedConnections(database, 0, Math.ceil(size / INTERFACES_PER_CONNECTION));
    seedConnections(database, EMPTY_FROM, EMPTY_CONNECTIONS);
    for (let index = 0; index < size; index += 1) {
      const id = idOf('dxvif', index);
      const connection = Math.floor(index / INTERFACES_PER_CONNECTION);
      const deviceId = deviceOf(connection);
      ofInterface({
        ...INTERFACE,
        id,
        seq: SEQ_START + index,
        name: `bench ${index}`,
        connectionId: idOf('dxcon', connection),
        deviceId,
        vlan: 1 + (index % INTERFACES_PER_CONNECTION),
      });
      const place = index % (CONNECTIONS_PER_DEVICE * INTERFACES_PER_CONNECTION);
      ofPeer({ ...PEER, ...sample, ...addresses(deviceId, place), ...keyOf(id, index) });
    }
    return size;
  });
}

/** Connections that carry nothing yet, on devices of their own. */
export function seedEmptyConnections(path: string): void {
  seedDatabase(path, 'connections', (database) => {
    seedConnections(database, EMPTY_FROM, EMPTY_CONNECTIONS);
    return EMPTY_CONNECTIONS;
  });
}

/** Another place for each request: a connection without virtual interfaces of before, and a VLAN that it has free. */
export function newPlace(counter: number): { readonly connectionId: string; readonly vlan: number } {
  const vlan = 1 + (Math.floor(counter / EMPTY_CONNECTIONS) % VLANS);
  return { connectionId: idOf('dxcon', EMPTY_FROM + (counter % EMPTY_CONNECTIONS)), vlan };
}

function seedConnections(database: DatabaseSync, from: number, count: number): void {
  const ofConnection = insertInto(database, connections);
  const ofPort = insertInto(database, ports);
  const ofDevice = insertInto(database, devices);
  for (let index = from; index < from + count; index += 1) {
    const id = idOf('dxcon', index);
    const deviceId = deviceOf(index);
    const number = 1 + (index % CONNECTIONS_PER_DEVICE);
    if (number === 1) ofDevice({ ...DEVICE, id: deviceId, logicalId: deviceId, ordinal: 1_000 + index });
    const at = { deviceId, portNumber: number };
    ofConnection({ ...CONNECTION, ...at, id, seq: SEQ_START + index, name: `bench ${index}` });
    ofPort({ ...PORT, deviceId, number, connectionId: id });
  }
}

const deviceOf = (connection: number) =>
  `EqDC2-bench${Math.floor(connection / CONNECTIONS_PER_DEVICE)
    .toString(36)
    .padStart(7, '0')}`;

const keyOf = (virtualInterfaceId: string, index: number) => ({
  virtualInterfaceId,
  id: idOf('dxpeer', index),
  seq: SEQ_START + index,
});

/** A /29 of the device's own. */
function addresses(deviceId: string, place: number) {
  const third = 1 + Math.floor(place / 32);
  const first = (place % 32) * 8;
  const address = (host: number) => `169.254.${third}.${first + host}/29`;
  return {
    amazonAddress: address(1),
    customerAddress: address(6),
    addressBlock: `${deviceId} ${address(0)}`,
  };
}

const DEVICE = {
  region: 'us-east-1',
  location: 'EqDC2',
  rack: 'rack',
  panel: 'panel',
  speeds: '["10G"]',
  macSecSpeeds: '[]',
  grows: 0,
  open: 0,
  redundant: 0,
  revision: 1,
} as const;

const INTERFACE = {
  account: ACCOUNT,
  region: 'us-east-1',
  kind: 'private',
  state: 'available',
  stateSince: 1_700_000_000_000,
  connectionAccount: ACCOUNT,
  location: 'EqDC2',
  mtu: 1500,
  virtualGatewayId: GATEWAY,
  amazonSideAsn: 64_532,
  siteLink: 0,
  prefixCountV4: 100,
  prefixCountV6: 100,
  routeFilters: '[]',
  tags: '[]',
  createdAt: 1_700_000_000_000,
  revision: 1,
} as const;

const PEER = {
  state: 'available',
  stateSince: 1_700_000_000_000,
  addressFamily: 'ipv4',
  asn: 65_000,
  status: 'up',
  statusSince: 1_700_000_000_000,
  statusCause: 'Established',
  answers: 1,
  revision: 1,
} as const;
