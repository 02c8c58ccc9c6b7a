import type { Address } from '../domain/addressing/address.ts';
import { leadsInto } from '../domain/cloud-gateway/use.ts';
import { type BestPaths, bestPaths, type Candidate, leadingTo } from '../domain/routing/best-paths.ts';
import { peersOf, ribsIn } from '../store/queries/bgp-peers.ts';
import { cloudGateway } from '../store/queries/cloud-gateways.ts';
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
  const [rows, own] = await Promise.all([
    carriersOf(reader, gatewayId),
    gatewayId.startsWith('vgw-') ? cloudGateway(reader, gatewayId) : undefined,
  ]);
  // Nothing comes from a virtual private gateway that is gone, or not their owner's to use.
  const [open, shut] = partition(rows, (row) => own === undefined || leadsInto(own, row));
  const [candidates, others] = await Promise.all([
    Promise.all(open.map((row) => candidatesOf(reader, row, placeOf))),
    Promise.all(shut.map((row) => candidatesOf(reader, row, placeOf))),
  ]);
  const { chosen, lost } = bestPaths(destination, candidates.flat(), placeOf(region));
  const why =
    own?.state === 'deleted'
      ? `${gatewayId} is deleted: nothing comes from there`
      : `${gatewayId} is not shared with its owner any more`;
  const gone = leadingTo(destination, others.flat()).map((candidate) => ({
    candidate,
    reason: 'gatewayGone' as const,
    why,
  }));
  return { chosen, lost: [...lost, ...gone] };
}

function partition<T>(all: readonly T[], holds: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(holds), all.filter((one) => !holds(one))];
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
