import type { VirtualInterfaceRow } from '../../src/store/tables/virtual-interfaces.ts';
import type { AllRows } from '../support/all-rows.ts';
import {
  above,
  byId,
  failing,
  type Invariant,
  living,
  type Look,
  total,
  twice,
} from './invariant.testing.ts';
import { QUOTAS } from './world.testing.ts';

/** Prefixes that a port carries per family: all ports of the model are of 1G or 10G [UG26]. */
const POOL_OF_A_PORT = 5_000;

const bare = (address: string | null) => address?.replace(/\/.*$/, '') ?? null;
const parentsOf = ({ virtualInterfaces }: AllRows) => [
  ...new Set(living(virtualInterfaces).map(({ connectionId }) => connectionId)),
];
const onParent = (rows: AllRows, parentId: string) =>
  living(rows.virtualInterfaces).filter(({ connectionId }) => connectionId === parentId);
const peersOf = ({ bgpPeers }: AllRows, { id }: VirtualInterfaceRow) =>
  bgpPeers.filter(({ virtualInterfaceId }) => virtualInterfaceId === id);
/** Members of a LAG; a connection stands for itself. */
const portsOf = ({ connections }: AllRows, parentId: string) =>
  parentId.startsWith('dxlag-')
    ? connections.filter(({ lagId }) => lagId === parentId)
    : connections.filter(({ id }) => id === parentId);

function tooMany({ rows }: Look, parentId: string): readonly string[] {
  const all = onParent(rows, parentId);
  const transit = all.filter(({ kind }) => kind === 'transit').length;
  const hosted = rows.connections.some(({ id, kind }) => id === parentId && kind === 'hosted');
  const counts = hosted
    ? [['on a hosted connection', all.length, 1] as const]
    : [
        ['transit', transit, QUOTAS.transitInterfacesPerConnection] as const,
        ['private and public', all.length - transit, QUOTAS.privateAndPublicInterfacesPerConnection] as const,
        ['in all', all.length, QUOTAS.interfacesPerConnection] as const,
      ];
  return counts.flatMap(([what, count, max]) => (count > max ? [`${parentId}: ${count} ${what}`] : []));
}

/** A session that is up says that the interface is available; a failover test and what is not set up stand apart. */
function followsPeers(rows: AllRows, row: VirtualInterfaceRow): boolean {
  if (row.state !== 'available' && row.state !== 'down') return true;
  return peersOf(rows, row).some(({ status }) => status === 'up') === (row.state === 'available');
}

const stateOf = (row: { readonly id: string; readonly state: string }) => `${row.id} is ${row.state}`;

export const INTERFACE_INVARIANTS: readonly Invariant[] = [
  {
    name: 'no VLAN twice on a connection or LAG, and on a hosted connection its own',
    broken: ({ rows }) => {
      const hosted = byId(rows.connections.filter(({ kind }) => kind === 'hosted'));
      return [
        ...twice(living(rows.virtualInterfaces), ({ connectionId, vlan }) => `${connectionId} ${vlan}`),
        ...failing(
          living(rows.virtualInterfaces),
          ({ connectionId, vlan }) => (hosted.get(connectionId)?.vlan ?? vlan) === vlan,
          ({ id, vlan }) => `${id} has VLAN ${vlan}`,
        ),
      ];
    },
  },
  {
    name: 'quotas of virtual interfaces on a connection or LAG',
    broken: (look) => parentsOf(look.rows).flatMap((parentId) => tooMany(look, parentId)),
  },
  {
    name: 'rate limiters and prefix pools of a connection or LAG',
    broken: (look) => [
      ...above(look, parentsOf, (parentId, rows) => ({
        key: `${parentId} limiters`,
        sum: onParent(rows, parentId).filter(({ rateLimit }) => rateLimit !== null).length,
        max: QUOTAS.rateLimitersPerConnection * portsOf(rows, parentId).length,
      })),
      ...(['prefixCountV4', 'prefixCountV6'] as const).flatMap((family) =>
        above(
          look,
          (rows) => parentsOf(rows).filter((id) => portsOf(rows, id).every(({ kind }) => kind !== 'hosted')),
          (parentId, rows) => ({
            key: `${parentId} ${family}`,
            sum: total(
              onParent(rows, parentId)
                .filter(({ kind }) => kind !== 'public')
                .map((row) => row[family]),
            ),
            max:
              POOL_OF_A_PORT *
              Math.max(1, portsOf(rows, parentId).filter(({ firstUpAt }) => firstUpAt !== null).length),
          }),
        ),
      ),
    ],
  },
  {
    name: 'a virtual interface has a parent that lives, of the account and on the device that it names',
    broken: ({ rows }) => {
      const parents = byId([...rows.connections, ...rows.lags]);
      return failing(
        living(rows.virtualInterfaces),
        ({ connectionId, connectionAccount, deviceId, region, location, state }) => {
          const parent = parents.get(connectionId);
          if (parent === undefined) return false;
          if (state === 'deleting') return true;
          const places = [parent.account, parent.deviceId, parent.region, parent.location].join();
          return (
            !['deleting', 'deleted', 'rejected'].includes(parent.state) &&
            places === [connectionAccount, deviceId, region, location].join()
          );
        },
        (row) => `${stateOf(row)} on ${row.connectionId}, ${parents.get(row.connectionId)?.state}`,
      );
    },
  },
  {
    name: 'members of LAGs and interconnects carry no virtual interface of their own',
    broken: ({ rows }) => {
      const parents = byId(rows.connections);
      return failing(
        living(rows.virtualInterfaces).filter(({ state }) => state !== 'deleting'),
        ({ connectionId }) => {
          const parent = parents.get(connectionId);
          return parent === undefined || (parent.lagId === null && parent.kind !== 'interconnect');
        },
        ({ id, connectionId }) => `${id} on ${connectionId}`,
      );
    },
  },
  {
    name: 'no address twice on a connection or LAG, and each of its own block',
    broken: ({ rows }) => {
      const interfaces = byId(living(rows.virtualInterfaces));
      const peers = rows.bgpPeers.filter(
        ({ virtualInterfaceId, state }) => interfaces.has(virtualInterfaceId) && state !== 'deleting',
      );
      const addresses = peers.flatMap(({ virtualInterfaceId, amazonAddress, customerAddress }) =>
        [amazonAddress, customerAddress]
          .map(bare)
          .filter((address) => address !== null)
          .map((address) => `${interfaces.get(virtualInterfaceId)?.connectionId} ${address}`),
      );
      const given = peers.filter(({ addressBlock }) => addressBlock !== null);
      return [
        ...twice(addresses, (address) => address),
        ...twice(given, ({ addressBlock }) => addressBlock),
        ...twice(
          given,
          ({ virtualInterfaceId, amazonAddress }) =>
            `${interfaces.get(virtualInterfaceId)?.deviceId} ${bare(amazonAddress)}`,
        ),
      ];
    },
  },
  {
    name: 'a virtual interface that lives has a peer, and one of a family at most',
    broken: ({ rows }) => {
      const staying = rows.bgpPeers.filter(({ state }) => state !== 'deleting');
      const interfaces = living(rows.virtualInterfaces).filter(({ state }) => state !== 'deleting');
      return [
        ...twice(
          staying,
          ({ virtualInterfaceId, addressFamily }) => `${virtualInterfaceId} ${addressFamily}`,
        ),
        ...failing(
          interfaces,
          (row) => peersOf(rows, row).some(({ state }) => state !== 'deleting'),
          (row) => `${stateOf(row)} and has none`,
        ),
      ];
    },
  },
  {
    name: 'the state of a virtual interface follows from its peers, and a test runs while it is testing',
    broken: ({ rows }) => {
      const running = new Set(
        rows.failoverTests
          .filter(({ state }) => state === 'running')
          .map(({ virtualInterfaceId }) => virtualInterfaceId),
      );
      return [
        ...failing(rows.virtualInterfaces, (row) => followsPeers(rows, row), stateOf),
        ...failing(
          rows.virtualInterfaces,
          ({ id, state }) => running.has(id) === (state === 'testing'),
          (row) => `${stateOf(row)}, test ${running.has(row.id) ? 'running' : 'none'}`,
        ),
      ];
    },
  },
  {
    name: 'one that waits for its owner leads nowhere, and the others of its kind lead to one gateway',
    broken: ({ rows }) =>
      failing(
        living(rows.virtualInterfaces).filter(({ state }) => state !== 'deleting'),
        ({ kind, state, virtualGatewayId, directConnectGatewayId }) => {
          const leads = [virtualGatewayId, directConnectGatewayId].filter((id) => id !== null).length;
          return leads === (kind === 'public' || state === 'confirming' ? 0 : 1);
        },
        stateOf,
      ),
  },
];
