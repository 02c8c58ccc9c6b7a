import { textsIn } from '../domain/texts-in.ts';
import type { Family } from '../domain/addressing/address.ts';
import { leadsInto } from '../domain/cloud-gateway/use.ts';
import { partitionOf } from '../domain/region.ts';
import { type Offer, type Offers, offersIn } from '../domain/routing/export.ts';
import { acceptedOf, type Import } from '../domain/routing/import.ts';
import type { AcceptedRoute } from '../domain/routing/route.ts';
import type {
  GatewayAssociation,
  GatewayWorld,
  OfferedInterface,
  Place,
  PublicPrefix,
  PublicWorld,
  Sibling,
  VirtualGatewayWorld,
  World,
} from '../domain/routing/world.ts';
import { peersOf, ribsIn } from '../store/queries/bgp-peers.ts';
import { cloudGateway } from '../store/queries/cloud-gateways.ts';
import { anyGateway, associationsOf } from '../store/queries/gateways.ts';
import { associatedNetworks, linkedPeers, linkedRibs } from '../store/queries/routing.ts';
import { interfacesOfGateway } from '../store/queries/virtual-interfaces.ts';
import type { Reader } from '../store/store.ts';
import type { AdjRibInRow, BgpPeerRow } from '../store/tables/bgp-peers.ts';
import type { AssociationRow } from '../store/tables/gateways.ts';
import type { CloudGatewayRow } from '../store/tables/cloud-gateways.ts';
import type { VirtualInterfaceRow } from '../store/tables/virtual-interfaces.ts';
import { timesBehind, timesThrough } from './prefix-times.ts';
import type { InstalledRoute } from './sessions.ts';

/** The operator's public network, and where Regions are. */
export interface PublicNetwork {
  readonly prefixes: readonly PublicPrefix[];
  readonly placeOf: (region: string) => Place;
}

/** One session, and what becomes of what is announced in it. */
export interface SessionRoutes {
  readonly peer: BgpPeerRow;
  readonly imported: Import;
}

/** The routes of a virtual interface, computed when somebody asks. */
export interface Routing {
  readonly sessions: readonly SessionRoutes[];
  readonly world: World;
  /** As what it asks: its customer has the families whose sessions are up. */
  readonly asked: OfferedInterface;
  readonly offers: Offers;
  /** What its customer is offered: in sessions that are up. */
  readonly offer: Offer;
}

/**
 * Gathers the rows around a virtual interface into the world that the routing policy knows, and asks the policy. All who
 * show or count routes ask here.
 */
export async function routingOf(
  reader: Reader,
  row: VirtualInterfaceRow,
  network: PublicNetwork,
): Promise<Routing> {
  const [peers, ribs, world] = await Promise.all([
    peersOf(reader, row.id),
    ribsIn(reader, row.id),
    worldOf(reader, row, network),
  ]);
  const sessions = sessionsOf(row, peers, ribs);
  const families = new Set(
    sessions.filter(({ peer }) => peer.status === 'up').map(({ peer }) => peer.addressFamily),
  );
  const asked = {
    id: row.id,
    siteLink: row.siteLink === 1,
    deviceId: row.deviceId,
    place: network.placeOf(row.region),
    families: [...families],
  };
  const offers = offersIn(world);
  return { sessions, world, asked, offers, offer: offers.to(asked) };
}

/** All that is accepted, both families together; what two sessions of one family announce once, as the better one has it. */
export function acceptedRoutes(sessions: readonly SessionRoutes[]): readonly AcceptedRoute[] {
  const all = sessions.flatMap(({ imported }) => (imported.outcome === 'accepted' ? imported.routes : []));
  const best = new Map<string, AcceptedRoute>();
  for (const route of all) {
    const other = best.get(route.cidr);
    if (other === undefined || isBetter(route, other)) best.set(route.cidr, route);
  }
  return best.size === all.length ? all : [...best.values()];
}

/** Local preference, then the shorter path (fidelity 6.3); of two that are equal the older session's stays. */
function isBetter(one: AcceptedRoute, other: AcceptedRoute): boolean {
  const more = one.localPreference - other.localPreference;
  return more > 0 || (more === 0 && one.pathLength < other.pathLength);
}

/** Since when the session of a family is up; null where it is not. */
export function sessionSince(sessions: readonly SessionRoutes[], family: Family): number | null {
  const up = sessions.filter(({ peer }) => peer.addressFamily === family && peer.status === 'up');
  return up.length === 0 ? null : Math.min(...up.map(({ peer }) => peer.statusSince));
}

/** The sessions of a virtual interface, and what becomes of what is announced in them. */
export function sessionsOf(
  row: VirtualInterfaceRow,
  peers: readonly BgpPeerRow[],
  ribs: readonly AdjRibInRow[],
): readonly SessionRoutes[] {
  const vif = {
    id: row.id,
    kind: row.kind,
    amazonSideAsn: row.amazonSideAsn,
    siteLink: row.siteLink === 1,
    prefixLimits: { ipv4: row.prefixCountV4, ipv6: row.prefixCountV6 },
    routeFilters: textsIn(row.routeFilters),
  };
  const announced = new Map(ribs.map(({ peerId, routes }) => [peerId, routes]));
  return peers
    .filter(({ state }) => state !== 'deleting')
    .map((peer) => {
      const routes = JSON.parse(announced.get(peer.id) ?? '[]') as readonly InstalledRoute[];
      return { peer, imported: acceptedOf(vif, peer.addressFamily, routes) };
    });
}

async function worldOf(reader: Reader, row: VirtualInterfaceRow, network: PublicNetwork): Promise<World> {
  if (row.kind === 'public') return publicWorld(row, network);
  if (row.directConnectGatewayId !== null)
    return gatewayWorld(reader, row, row.directConnectGatewayId, network);
  return directWorld(reader, row);
}

/** The prefixes of the partition [UG26]; those of edge locations belong to every one (GUESS). */
function publicWorld({ region }: VirtualInterfaceRow, { prefixes }: PublicNetwork): PublicWorld {
  const here = partitionOf(region);
  return {
    kind: 'public',
    prefixes: prefixes.filter(({ place }) => place === null || partitionOf(place.region) === here),
  };
}

async function directWorld(reader: Reader, row: VirtualInterfaceRow): Promise<VirtualGatewayWorld> {
  const id = row.virtualGatewayId ?? '';
  const known = await cloudGateway(reader, id);
  const all = known === undefined ? [] : textsIn(known.cidrs);
  const leads = known !== undefined && leadsInto(known, row);
  return {
    kind: 'virtualGateway',
    id,
    asn: row.amazonSideAsn,
    cidrs: leads ? all : [],
    apart: leads ? [] : all,
    times: known === undefined ? new Map() : timesBehind(known),
  };
}

async function gatewayWorld(
  reader: Reader,
  row: VirtualInterfaceRow,
  gatewayId: string,
  { placeOf }: PublicNetwork,
): Promise<GatewayWorld> {
  const [gateway, associations, networks, siblings] = await Promise.all([
    anyGateway(reader, gatewayId),
    associationsOf(reader, gatewayId),
    associatedNetworks(reader, gatewayId),
    row.siteLink === 1 ? siblingsOn(reader, gatewayId, placeOf) : [],
  ]);
  const byId = new Map(networks.map((one) => [one.id, one]));
  return {
    kind: 'gateway',
    asn: gateway?.amazonSideAsn ?? row.amazonSideAsn,
    associations: associations.map((one) => associationOf(one, byId.get(one.associatedId))),
    siblings,
  };
}

function associationOf(row: AssociationRow, network: CloudGatewayRow | undefined): GatewayAssociation {
  const cidrs = network?.cidrs ?? '[]';
  return {
    gatewayId: row.associatedId,
    kind: row.associatedType,
    state: row.state,
    allowedPrefixes: textsIn(row.allowedPrefixes),
    cidrs: textsIn(cidrs),
    times: timesThrough(row, cidrs),
  };
}

/** The virtual interfaces of a gateway that exchange routes, with what they have accepted. As many reads, however many. */
async function siblingsOn(
  reader: Reader,
  gatewayId: string,
  placeOf: PublicNetwork['placeOf'],
): Promise<readonly Sibling[]> {
  const [rows, peers, ribs] = await Promise.all([
    interfacesOfGateway(reader, gatewayId),
    linkedPeers(reader, gatewayId),
    linkedRibs(reader, gatewayId),
  ]);
  const peersBy = Map.groupBy(peers, ({ virtualInterfaceId }) => virtualInterfaceId);
  const ribsBy = Map.groupBy(ribs, ({ virtualInterfaceId }) => virtualInterfaceId);
  return rows
    .filter(({ siteLink }) => siteLink === 1)
    .map((row) => ({
      id: row.id,
      siteLink: true,
      deviceId: row.deviceId,
      place: placeOf(row.region),
      accepted: acceptedRoutes(sessionsOf(row, peersBy.get(row.id) ?? [], ribsBy.get(row.id) ?? [])),
    }));
}
