import { textsIn } from '../domain/texts-in.ts';
import type { BgpPeerState } from '../domain/bgp-peer/lifecycle.ts';
import { leadsInto } from '../domain/cloud-gateway/use.ts';
import type { AssociationState } from '../domain/gateway/lifecycle.ts';
import { isAdvertised } from '../domain/routing/world.ts';
import type { VirtualInterfaceState } from '../domain/virtual-interface/lifecycle.ts';
import {
  PUBLIC_VRF,
  type WantedInterface,
  type WantedNetwork,
  type WantedParent,
  type WantedPeer,
  type WantedVrf,
} from './wanted-interface.ts';

/** What the plan needs to know of a virtual interface on the edge: its row. */
export interface PlannedInterface {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly kind: WantedInterface['kind'];
  readonly state: VirtualInterfaceState;
  readonly connectionId: string;
  readonly vlan: number;
  readonly mtu: number;
  readonly rateLimit: string | null;
  readonly virtualGatewayId: string | null;
  readonly directConnectGatewayId: string | null;
  readonly amazonSideAsn: number;
  readonly siteLink: number;
  readonly prefixCountV4: number;
  readonly prefixCountV6: number;
  /** JSON list of prefixes. */
  readonly routeFilters: string;
}

export interface PlannedPeer {
  readonly virtualInterfaceId: string;
  readonly id: string;
  readonly state: BgpPeerState;
  readonly addressFamily: WantedPeer['family'];
  readonly asn: number;
  readonly authKeySealed: string;
  readonly amazonAddress: string | null;
  readonly customerAddress: string | null;
}

/** A failover test that runs. */
export interface PlannedTest {
  readonly id: string;
  readonly virtualInterfaceId: string;
  /** JSON list of ids. */
  readonly peers: string;
}

/** A hosted connection that carries a virtual interface. */
export interface PlannedHosted {
  readonly id: string;
  readonly parentId: string | null;
  readonly bandwidth: string;
}

export interface PlannedAssociation {
  readonly directConnectGatewayId: string;
  readonly state: AssociationState;
  readonly associatedId: string;
  /** JSON list of prefixes. */
  readonly allowedPrefixes: string;
}

/** A virtual private or transit gateway. */
export interface PlannedNetwork {
  readonly id: string;
  readonly kind: WantedNetwork['kind'];
  readonly account: string;
  readonly region: string;
  readonly state: string;
  readonly amazonSideAsn: number;
  /** JSON list of prefixes. */
  readonly cidrs: string;
  /** JSON list of accounts. */
  readonly sharedWith: string;
}

/** All that runs over the ports of an edge. */
export interface PlannedTraffic {
  readonly interfaces: readonly PlannedInterface[];
  readonly peers: readonly PlannedPeer[];
  readonly tests: readonly PlannedTest[];
  readonly hosted: readonly PlannedHosted[];
  readonly associations: readonly PlannedAssociation[];
  readonly networks: readonly PlannedNetwork[];
}

/** States in which a virtual interface is configured. */
const CONFIGURED: readonly VirtualInterfaceState[] = ['pending', 'available', 'down', 'testing'];

const byId = <T extends { readonly id: string }>(rows: readonly T[]) =>
  new Map(rows.map((row) => [row.id, row]));
const inOrder = <T>(rows: readonly T[], name: (row: T) => string): readonly T[] =>
  rows.toSorted((a, b) => (name(a) < name(b) ? -1 : 1));

/**
 * The virtual interfaces of an edge, in the order of their ids; those whose parent is not on the edge are left out.
 *
 * @param parentOf where a connection or LAG of its own enters the edge
 */
export function planInterfaces(
  traffic: PlannedTraffic,
  parentOf: (connectionId: string) => WantedParent | undefined,
): readonly WantedInterface[] {
  const hosted = byId(traffic.hosted);
  const networks = byId(traffic.networks);
  const peers = Map.groupBy(traffic.peers, ({ virtualInterfaceId }) => virtualInterfaceId);
  const tests = new Map(traffic.tests.map((test) => [test.virtualInterfaceId, test]));
  const configured = traffic.interfaces.filter(({ state }) => CONFIGURED.includes(state));
  return inOrder(configured, ({ id }) => id).flatMap((row) => {
    const slice = hosted.get(row.connectionId);
    const parent = parentOf(slice?.parentId ?? row.connectionId);
    const vrf = vrfOf(row, networks);
    if (parent === undefined || vrf === undefined) return [];
    return {
      id: row.id,
      kind: row.kind,
      connectionId: row.connectionId,
      parent,
      vlan: row.vlan,
      mtu: row.mtu,
      rateLimit: row.rateLimit,
      hostedBandwidth: slice?.bandwidth ?? null,
      vrf,
      localAsn: row.amazonSideAsn,
      siteLink: row.siteLink === 1,
      routeFilters: textsIn(row.routeFilters),
      peers: inOrder(peers.get(row.id) ?? [], ({ id }) => id).flatMap((peer) =>
        plannedPeer(row, peer, tests.get(row.id)),
      ),
    };
  });
}

function vrfOf(row: PlannedInterface, networks: ReadonlyMap<string, PlannedNetwork>): string | undefined {
  const { kind, directConnectGatewayId, virtualGatewayId, account } = row;
  if (kind === 'public') return PUBLIC_VRF;
  if (directConnectGatewayId !== null || virtualGatewayId === null)
    return directConnectGatewayId ?? undefined;
  const network = networks.get(virtualGatewayId);
  // Apart from those that lead into the network, in a table without any.
  return network !== undefined && leadsInto(network, row)
    ? virtualGatewayId
    : `${virtualGatewayId}-${account}`;
}

/** A peer that is configured; none where it is not yet, or no longer. */
function plannedPeer(
  row: PlannedInterface,
  peer: PlannedPeer,
  test: PlannedTest | undefined,
): readonly WantedPeer[] {
  const { state, amazonAddress, customerAddress } = peer;
  if (state !== 'available' || amazonAddress === null || customerAddress === null) return [];
  return [
    {
      id: peer.id,
      family: peer.addressFamily,
      amazonAddress,
      customerAddress,
      remoteAsn: peer.asn,
      sealedKey: peer.authKeySealed,
      heldBy: test !== undefined && textsIn(test.peers).includes(peer.id) ? test.id : null,
      prefixLimit: peer.addressFamily === 'ipv4' ? row.prefixCountV4 : row.prefixCountV6,
    },
  ];
}

/** The routing tables that these virtual interfaces need, in the order of their names. */
export function planVrfs(traffic: PlannedTraffic, planned: readonly WantedInterface[]): readonly WantedVrf[] {
  const networks = byId(traffic.networks);
  const behind = Map.groupBy(
    traffic.associations.filter(({ state }) => isAdvertised(state)),
    ({ directConnectGatewayId }) => directConnectGatewayId,
  );
  const names = [...new Set(planned.map(({ vrf }) => vrf))];
  return inOrder(names, (name) => name).map((name) => {
    if (name === PUBLIC_VRF) return { name, kind: 'public', networks: [] };
    if (name.startsWith('vgw-')) {
      const own = networks.get(name);
      return { name, kind: 'virtualGateway', networks: own === undefined ? [] : [plannedNetwork(own, null)] };
    }
    const associated = inOrder(behind.get(name) ?? [], ({ associatedId }) => associatedId).flatMap((one) => {
      const network = networks.get(one.associatedId);
      return network === undefined ? [] : [plannedNetwork(network, textsIn(one.allowedPrefixes))];
    });
    return { name, kind: 'gateway', networks: associated };
  });
}

function plannedNetwork(row: PlannedNetwork, allowedPrefixes: readonly string[] | null): WantedNetwork {
  return {
    id: row.id,
    kind: row.kind,
    region: row.region,
    asn: row.amazonSideAsn,
    cidrs: textsIn(row.cidrs),
    allowedPrefixes,
  };
}
