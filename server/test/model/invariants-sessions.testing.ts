import type { BgpPeerRow } from '../../src/store/tables/bgp-peers.ts';
import type { ConnectionRow } from '../../src/store/tables/connections.ts';
import type { CustomerRouterRow } from '../../src/store/tables/customer-routers.ts';
import type { VirtualInterfaceRow } from '../../src/store/tables/virtual-interfaces.ts';
import type { AllRows } from '../support/all-rows.ts';
import { byId, failing, type Invariant } from './invariant.testing.ts';
import { isLinked } from './invariants-ports.testing.ts';

interface Announced {
  readonly cidr: string;
  readonly asPath: readonly number[];
  readonly communities: readonly string[];
}

const ENABLED: readonly string[] = ['available', 'down', 'pending', 'rekeying', 'moving'];

/** Whether something gets through a connection or LAG now. */
function carries(rows: AllRows, id: string): boolean {
  const linked = (row: ConnectionRow) => ENABLED.includes(row.state) && isLinked(rows, row);
  if (id.startsWith('dxlag-')) {
    const working = rows.connections.filter((row) => row.lagId === id && linked(row)).length;
    return working >= Math.max(1, rows.lags.find((lag) => lag.id === id)?.minimumLinks ?? 1);
  }
  const row = rows.connections.find((one) => one.id === id);
  if (row === undefined) return false;
  if (row.kind === 'hosted') return carries(rows, row.parentId ?? '');
  return row.lagId === null ? linked(row) : carries(rows, row.lagId);
}

/** What the customer's router says in a session; null: its standard, which is one prefix or what is registered. */
function told(router: CustomerRouterRow | undefined, peer: BgpPeerRow): readonly Announced[] | null {
  if (router === undefined || router.announcements === null) return null;
  return (JSON.parse(router.announcements) as Announced[]).filter(
    ({ cidr }) => cidr.includes(':') === (peer.addressFamily === 'ipv6'),
  );
}

const limitOf = (row: VirtualInterfaceRow, { addressFamily }: BgpPeerRow) =>
  addressFamily === 'ipv4' ? row.prefixCountV4 : row.prefixCountV6;

/** What stands against a session; undefined: it has to be up. */
function against(rows: AllRows, row: VirtualInterfaceRow, peer: BgpPeerRow): string | undefined {
  const router = rows.customerRouters.find(({ virtualInterfaceId }) => virtualInterfaceId === row.id);
  const flap = rows.flaps.find(({ virtualInterfaceId }) => virtualInterfaceId === row.id);
  const test = rows.failoverTests.find(
    ({ virtualInterfaceId, state }) => virtualInterfaceId === row.id && state === 'running',
  );
  const held = test !== undefined && (JSON.parse(test.peers) as string[]).includes(peer.id);
  const count = told(router, peer)?.length ?? (row.kind === 'public' ? 0 : 1);
  const reasons: readonly (readonly [boolean, string])[] = [
    [!['pending', 'available', 'down', 'testing'].includes(row.state), `the interface is ${row.state}`],
    [peer.state !== 'available', `the peer is ${peer.state}`],
    [peer.answers !== 1, 'nobody answers'],
    [!carries(rows, row.connectionId), `nothing gets through ${row.connectionId}`],
    [held, 'a test holds it down'],
    [router?.silenced === 1, 'silenced'],
    [router?.wrongKey === 1, 'wrong key'],
    [router !== undefined && router.wrongAsn !== null && router.wrongAsn !== peer.asn, 'wrong ASN'],
    [flap?.state === 'fallen', 'fallen'],
    [count > limitOf(row, peer), 'too many prefixes'],
    [peer.idleMark !== null && peer.idleMark === (router?.clearedAt ?? 0), 'idle'],
  ];
  return reasons.find(([stands]) => stands)?.[1];
}

export const SESSION_INVARIANTS: readonly Invariant[] = [
  {
    name: 'a session is up where nothing stands against it, and nowhere else',
    broken: ({ rows }) => {
      const interfaces = byId(rows.virtualInterfaces);
      return rows.bgpPeers.flatMap((peer) => {
        const row = interfaces.get(peer.virtualInterfaceId);
        if (row === undefined) return [`${peer.id} has no virtual interface`];
        const reason = against(rows, row, peer);
        if ((peer.status === 'up') === (reason === undefined)) return [];
        return [
          `${peer.id} of ${row.id} is ${peer.status} (${peer.statusCause}): ${reason ?? 'nothing against it'}`,
        ];
      });
    },
  },
  {
    name: 'what a customer announces is known while the session is up, and only then; as the router says it',
    broken: ({ rows }) => {
      const peers = byId(rows.bgpPeers);
      return rows.adjRibsIn.flatMap(({ peerId, routes }) => {
        const peer = peers.get(peerId);
        if (peer === undefined) return [`${peerId} has gone`];
        const known = JSON.parse(routes) as Announced[];
        if (peer.status === 'down') return known.length === 0 ? [] : [`${peerId} is down, and announces`];
        const router = rows.customerRouters.find((one) => one.virtualInterfaceId === peer.virtualInterfaceId);
        const said = told(router, peer);
        if (said === null || said.map(({ cidr }) => cidr).join() === known.map(({ cidr }) => cidr).join())
          return [];
        return [
          `${peerId}: ${known.map(({ cidr }) => cidr).join()} but ${said.map(({ cidr }) => cidr).join()}`,
        ];
      });
    },
  },
  {
    name: 'nothing is left behind: peers, routes, history, routers, flaps, tests, attachments have their virtual interface',
    broken: ({ rows }) => {
      const interfaces = byId(rows.virtualInterfaces);
      const of = [
        ['peer', rows.bgpPeers],
        ['routes', rows.adjRibsIn],
        ['history', rows.sessionEvents],
        ['router', rows.customerRouters],
        ['flap', rows.flaps],
        ['timer', rows.sessionTimers],
        ['test', rows.failoverTests],
        ['attachment', rows.attachments],
      ] as const;
      return of.flatMap(([what, all]) =>
        failing(
          all as readonly { readonly virtualInterfaceId: string }[],
          ({ virtualInterfaceId }) => interfaces.has(virtualInterfaceId),
          ({ virtualInterfaceId }) => `${what} of ${virtualInterfaceId}`,
        ),
      );
    },
  },
  {
    name: 'attachments have their gateway, and what is deleted has no attachment and no peer that lives',
    broken: ({ rows }) => {
      const gateways = byId(rows.gateways);
      const ended = new Set(
        rows.virtualInterfaces.filter(({ state }) => state === 'deleted').map(({ id }) => id),
      );
      return [
        ...failing(
          rows.attachments,
          (row) => gateways.has(row.directConnectGatewayId) && !ended.has(row.virtualInterfaceId),
          (row) => `attachment of ${row.virtualInterfaceId} is ${row.state}`,
        ),
        ...failing(
          rows.bgpPeers,
          ({ virtualInterfaceId, state, status }) =>
            !ended.has(virtualInterfaceId) || (state === 'deleting' && status === 'down'),
          ({ id, virtualInterfaceId, state, status }) =>
            `${id} of ${virtualInterfaceId} is ${state}, ${status}`,
        ),
      ];
    },
  },
];
