import type { Reader } from '../store.ts';
import { query, rowsOf } from '../table.ts';
import { type AdjRibInRow, adjRibsIn, type BgpPeerRow, bgpPeers } from '../tables/bgp-peers.ts';
import { type CloudGatewayRow, cloudGateways } from '../tables/cloud-gateways.ts';

/** Virtual interfaces with SiteLink that live on a Direct Connect gateway. */
const LINKED = `select id from virtual_interface where direct_connect_gateway_id = ? and site_link = 1
  and state not in ('deleted', 'rejected')`;
const PEERS = rowsOf(bgpPeers, `where virtual_interface_id in (${LINKED}) order by seq, id`);
const RIBS = rowsOf(adjRibsIn, `where virtual_interface_id in (${LINKED})`);
const MARK = `select peer_id as "peerId", updated_at as "updatedAt", revision, digest from adj_rib_in`;
const MARKS = query<RibMark>(`${MARK} where virtual_interface_id = ?`);
const LINKED_MARKS = query<RibMark>(`${MARK} where virtual_interface_id in (${LINKED})`);
const NETWORKS = rowsOf(
  cloudGateways,
  `where id in (select associated_id from gateway_association where direct_connect_gateway_id = ?)`,
);

/** What is announced in a session, without the long text: it is the same while this is. */
export type RibMark = Pick<AdjRibInRow, 'peerId' | 'updatedAt' | 'revision' | 'digest'>;

/** Marks of what is announced in the sessions of a virtual interface. */
export function ribMarks(reader: Reader, virtualInterfaceId: string): Promise<readonly RibMark[]> {
  return reader.all(MARKS, virtualInterfaceId);
}

/** The same of those with SiteLink on a gateway. */
export function linkedRibMarks(reader: Reader, gatewayId: string): Promise<readonly RibMark[]> {
  return reader.all(LINKED_MARKS, gatewayId);
}

/** Peers of the virtual interfaces with SiteLink on a gateway. */
export function linkedPeers(reader: Reader, gatewayId: string): Promise<readonly BgpPeerRow[]> {
  return reader.all(PEERS, gatewayId);
}

/** What is announced to them. */
export function linkedRibs(reader: Reader, gatewayId: string): Promise<readonly AdjRibInRow[]> {
  return reader.all(RIBS, gatewayId);
}

/** Virtual private and transit gateways that are associated with a gateway. */
export function associatedNetworks(reader: Reader, gatewayId: string): Promise<readonly CloudGatewayRow[]> {
  return reader.all(NETWORKS, gatewayId);
}
