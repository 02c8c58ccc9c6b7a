import type { Address } from '../domain/addressing/address.ts';
import { type BestPaths, bestPaths, type Candidate } from '../domain/routing/best-paths.ts';
import { peersOf, ribsIn } from '../store/queries/bgp-peers.ts';
import { interfacesOfGateway, interfacesOfVirtualGateway } from '../store/queries/virtual-interfaces.ts';
import type { Reader } from '../store/store.ts';
import type { VirtualInterfaceRow } from '../store/tables/virtual-interfaces.ts';
import { acceptedRoutes, type PublicNetwork, sessionsOf } from './routing-world.ts';

/** What asks for a way out of a gateway. */
export interface Departure {
  /** A Direct Connect gateway, or a virtual private gateway that virtual interfaces lead to directly. */
  readonly gatewayId: string;
  /** Where the traffic comes from. */
  readonly region: string;
  readonly destination: Address;
}

/** The virtual interfaces that traffic through a gateway takes to a destination, and why the others are not taken. */
export async function pathsFrom(
  reader: Reader,
  { gatewayId, region, destination }: Departure,
  { placeOf }: PublicNetwork,
): Promise<BestPaths> {
  const rows = await carriersOf(reader, gatewayId);
  const candidates = await Promise.all(rows.map((row) => candidatesOf(reader, row, placeOf)));
  return bestPaths(destination, candidates.flat(), placeOf(region));
}

function carriersOf(reader: Reader, gatewayId: string): Promise<readonly VirtualInterfaceRow[]> {
  return gatewayId.startsWith('vgw-')
    ? interfacesOfVirtualGateway(reader, gatewayId)
    : interfacesOfGateway(reader, gatewayId);
}

async function candidatesOf(
  reader: Reader,
  row: VirtualInterfaceRow,
  placeOf: PublicNetwork['placeOf'],
): Promise<readonly Candidate[]> {
  const [peers, ribs] = await Promise.all([peersOf(reader, row.id), ribsIn(reader, row.id)]);
  const place = placeOf(row.region);
  return acceptedRoutes(sessionsOf(row, peers, ribs)).map((route) => ({
    virtualInterfaceId: row.id,
    place,
    route,
  }));
}
