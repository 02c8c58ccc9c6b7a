import { bgpPeerLifecycle } from '../../domain/bgp-peer/lifecycle.ts';
import { virtualInterfaceLifecycle } from '../../domain/virtual-interface/lifecycle.ts';
import { isOver } from '../../domain/ended.ts';
import { peersOf, peersOfAll } from '../../store/queries/bgp-peers.ts';
import { runningTest, runningTests } from '../../store/queries/failover-tests.ts';
import type { Reader } from '../../store/store.ts';
import type { BgpPeerRow } from '../../store/tables/bgp-peers.ts';
import type { FailoverTestRow } from '../../store/tables/failover-tests.ts';
import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import { choice, flag, type Infer, integer, list, nullable, object, text, time } from '../schema.ts';
import { iso, isoOrNull } from './common.ts';

export const INTERFACE_STATES = Object.keys(
  virtualInterfaceLifecycle.states,
) as readonly VirtualInterfaceRow['state'][];
export const INTERFACE_KINDS = ['private', 'public', 'transit'] as const;

const peerSchema = object(
  {
    peerId: text(),
    state: choice(
      Object.keys(bgpPeerLifecycle.states) as readonly BgpPeerRow['state'][],
      'waiting: its virtual interface waits for its owner.',
    ),
    addressFamily: choice(['ipv4', 'ipv6']),
    asn: integer({ description: "The customer's." }),
    amazonAddress: nullable(text()),
    customerAddress: nullable(text()),
    status: choice(['up', 'down'], 'The session.'),
    since: time('Since when the session is so.'),
    cause: text({ description: 'Why.' }),
  },
  { title: 'BgpPeer' },
);

export const interfaceSchema = object(
  {
    virtualInterfaceId: text(),
    kind: choice(INTERFACE_KINDS),
    name: text(),
    state: choice(INTERFACE_STATES),
    since: time('Since when.'),
    until: nullable(time('When the state ends by itself.')),
    account: text({ description: 'Its owner.' }),
    region: text(),
    connectionId: text({ description: 'The connection or LAG that it runs on.' }),
    connectionAccount: text(),
    location: text(),
    deviceId: text(),
    vlan: integer(),
    mtu: integer(),
    amazonSideAsn: integer(),
    virtualGatewayId: nullable(text()),
    directConnectGatewayId: nullable(text()),
    siteLink: flag(),
    rateLimit: nullable(text()),
    prefixLimits: object({ ipv4: integer(), ipv6: integer() }),
    routeFilterPrefixes: list(text()),
    peers: list(peerSchema),
    failoverTest: nullable(
      object({ testId: text(), peers: list(text()), until: nullable(time('When it ends by itself.')) }),
    ),
  },
  { title: 'VirtualInterface' },
);

export async function operatorInterfaceView(
  reader: Reader,
  row: VirtualInterfaceRow,
): Promise<Infer<typeof interfaceSchema>> {
  const [peers, test] = await Promise.all([peersOf(reader, row.id), runningTest(reader, row.id)]);
  return viewOf(row, peers, test);
}

/** The same of a page: two reads, however many there are. */
export async function operatorInterfaceViews(
  reader: Reader,
  rows: readonly VirtualInterfaceRow[],
): Promise<readonly Infer<typeof interfaceSchema>[]> {
  const ids = rows.map(({ id }) => id);
  const [peers, tests] = await Promise.all([peersOfAll(reader, ids), runningTests(reader, ids)]);
  return rows.map((row) => viewOf(row, peers.get(row.id) ?? [], tests.get(row.id)));
}

function viewOf(
  row: VirtualInterfaceRow,
  peers: readonly BgpPeerRow[],
  test: FailoverTestRow | undefined,
): Infer<typeof interfaceSchema> {
  return {
    virtualInterfaceId: row.id,
    kind: row.kind,
    name: row.name,
    state: row.state,
    since: iso(row.stateSince),
    until: isoOrNull(row.dueAt),
    account: row.account,
    region: row.region,
    connectionId: row.connectionId,
    connectionAccount: row.connectionAccount,
    location: row.location,
    deviceId: row.deviceId,
    vlan: row.vlan,
    mtu: row.mtu,
    amazonSideAsn: row.amazonSideAsn,
    virtualGatewayId: row.virtualGatewayId,
    directConnectGatewayId: row.directConnectGatewayId,
    siteLink: row.siteLink === 1,
    rateLimit: row.rateLimit,
    prefixLimits: { ipv4: row.prefixCountV4, ipv6: row.prefixCountV6 },
    routeFilterPrefixes: JSON.parse(row.routeFilters) as string[],
    peers: isOver(row) ? [] : peers.map(peerView),
    failoverTest:
      test === undefined
        ? null
        : { testId: test.id, peers: JSON.parse(test.peers) as string[], until: isoOrNull(test.dueAt) },
  };
}

function peerView(peer: BgpPeerRow): Infer<typeof peerSchema> {
  return {
    peerId: peer.id,
    state: peer.state,
    addressFamily: peer.addressFamily,
    asn: peer.asn,
    amazonAddress: peer.amazonAddress,
    customerAddress: peer.customerAddress,
    status: peer.status,
    since: iso(peer.statusSince),
    cause: peer.statusCause,
  };
}
