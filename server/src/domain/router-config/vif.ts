import type { BgpPeerState } from '../bgp-peer/lifecycle.ts';

/** One BGP peer of the virtual interface, as its owner's router has to know it. */
export interface RouterConfigPeer {
  readonly family: 'ipv4' | 'ipv6';
  readonly state: BgpPeerState;
  /** With the mask; null while an allocated interface waits for its owner without addresses. */
  readonly amazonAddress: string | null;
  readonly customerAddress: string | null;
  readonly customerAsn: number;
  /** The MD5 key, in clear. */
  readonly authKey: string;
}

/** All that a router configuration says of one virtual interface. */
export interface RouterConfigVif {
  readonly id: string;
  readonly name: string;
  readonly kind: 'private' | 'public' | 'transit';
  readonly vlan: number;
  readonly mtu: number;
  /** The connection or LAG that it runs on. */
  readonly connectionId: string;
  readonly connectionName: string;
  /** `connectionId` is a LAG. */
  readonly lag: boolean;
  readonly location: string;
  /** The device at the service's side, as the API names it. */
  readonly device: string;
  readonly amazonAsn: number;
  /** In the order of their creation. */
  readonly peers: readonly RouterConfigPeer[];
  /** CIDRs (public ones); empty elsewhere. */
  readonly routeFilterPrefixes: readonly string[];
  /** Names of the MACsec keys of connection or LAG, the newest last; null where it has no MACsec. */
  readonly macSec: { readonly ckns: readonly string[] } | null;
}

/**
 * The peers that a configuration is about: one that is being deleted is left out at once [CLI], unless all of them are, as
 * on an interface that is being deleted itself (GUESS).
 */
export function configuredPeers<P extends { readonly state: BgpPeerState }>(
  peers: readonly P[],
): readonly P[] {
  const staying = peers.filter(({ state }) => state !== 'deleting');
  return staying.length > 0 ? staying : peers;
}
