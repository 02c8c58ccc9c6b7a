import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { type AdjRibInRow, adjRibsIn, type BgpPeerRow, bgpPeers } from '../tables/bgp-peers.ts';
import { type CloudGatewayRow, cloudGateways } from '../tables/cloud-gateways.ts';

/** Virtual interfaces with SiteLink that live on a Direct Connect gateway. */
const LINKED = `select id from virtual_interface where direct_connect_gateway_id = ? and site_link = 1
  and state not in ('deleted', 'rejected')`;
const PEERS = rowsOf(bgpPeers, `where virtual_interface_id in (${LINKED}) order by seq, id`);
const RIBS = rowsOf(adjRibsIn, `where virtual_interface_id in (${LINKED})`);
const NETWORKS = rowsOf(
  cloudGateways,
  `where id in (select associated_id from gateway_association where direct_connect_gateway_id = ?)`,
);

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
