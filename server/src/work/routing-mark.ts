import { peersOf } from '../store/queries/bgp-peers.ts';
import { cloudGateway } from '../store/queries/cloud-gateways.ts';
import { anyGateway, associationsOf } from '../store/queries/gateways.ts';
import { associatedNetworks, linkedPeers, linkedRibMarks, ribMarks } from '../store/queries/routing.ts';
import { interfacesOfGateway } from '../store/queries/virtual-interfaces.ts';
import type { Reader } from '../store/store.ts';
import type { VirtualInterfaceRow } from '../store/tables/virtual-interfaces.ts';

/**
 * Names what the routes of a virtual interface follow from: all rows that `routingOf` reads, of the long texts of what is
 * announced their marks alone. While it is the same, the routes are.
 */
export async function routingMark(reader: Reader, row: VirtualInterfaceRow): Promise<string> {
  const [own, behind] = await Promise.all([
    Promise.all([peersOf(reader, row.id), ribMarks(reader, row.id)]),
    rowsBehind(reader, row),
  ]);
  return JSON.stringify([row, own, behind]);
}

function rowsBehind(reader: Reader, row: VirtualInterfaceRow): Promise<unknown> | null {
  // Behind a public one are the operator's prefixes, which are the same as long as the server runs.
  if (row.kind === 'public') return null;
  const { directConnectGatewayId: id, virtualGatewayId, siteLink } = row;
  if (id === null) return cloudGateway(reader, virtualGatewayId ?? '');
  const linked = siteLink === 1 ? [linkedPeers(reader, id), linkedRibMarks(reader, id)] : [];
  return Promise.all([
    anyGateway(reader, id),
    associationsOf(reader, id),
    associatedNetworks(reader, id),
    interfacesOfGateway(reader, id),
    ...linked,
  ]);
}
