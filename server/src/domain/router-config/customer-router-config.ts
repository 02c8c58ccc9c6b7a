import { configuredPeers, type RouterConfigPeer, type RouterConfigVif } from './vif.ts';

/** What the document needs: any view of an interface that has these will do. */
export type LogicalConnection = Pick<RouterConfigVif, 'id' | 'vlan' | 'kind' | 'amazonAsn' | 'peers'>;

/**
 * `customerRouterConfig` of a virtual interface: to the byte as the service sends it (fidelity 4.5) [CLI].
 *
 * ASNs are whole numbers whatever their length [LIVE]. The lines of a family are there while it has a peer; without an
 * IPv4 peer there are those of IPv6 alone (GUESS). An address that is not known yet is an empty element (GUESS).
 */
export function customerRouterConfig(vif: LogicalConnection): string {
  const peers = configuredPeers(vif.peers);
  const lines = [
    ['vlan', String(vif.vlan)],
    ...peerLines('', first(peers, 'ipv4')),
    ...peerLines('ipv6_', first(peers, 'ipv6')),
    ['amazon_bgp_asn', String(vif.amazonAsn)],
    ['connection_type', vif.kind],
  ].map(([name, text = '']) => `  <${name}>${escaped(text)}</${name}>\n`);
  const id = escaped(vif.id).replaceAll('"', '&quot;');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<logical_connection id="${id}">\n${lines.join('')}</logical_connection>\n`;
}

/** One peer of a family has its lines; where there are two, the older one. */
function first(
  peers: readonly RouterConfigPeer[],
  family: RouterConfigPeer['family'],
): RouterConfigPeer | undefined {
  return peers.find((peer) => peer.family === family);
}

function peerLines(prefix: string, peer: RouterConfigPeer | undefined): readonly (readonly string[])[] {
  if (peer === undefined) return [];
  return [
    [`${prefix}customer_address`, peer.customerAddress ?? ''],
    [`${prefix}amazon_address`, peer.amazonAddress ?? ''],
    [`${prefix}bgp_asn`, String(peer.customerAsn)],
    [`${prefix}bgp_auth_key`, peer.authKey],
  ];
}

/** A key may have these characters [CFN]; quotation marks stay, as text may (GUESS). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
