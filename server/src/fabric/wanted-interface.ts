/** Where a virtual interface enters the edge: a port, or a LAG. */
export type WantedParent = { readonly port: number } | { readonly lag: string };

/** One virtual interface: a VLAN on a port or LAG, in a routing table, with its BGP peers. */
export interface WantedInterface {
  readonly id: string;
  readonly kind: 'private' | 'public' | 'transit';
  /** The connection or LAG that it was made on. */
  readonly connectionId: string;
  readonly parent: WantedParent;
  readonly vlan: number;
  readonly mtu: number;
  /** What is above it is dropped, in both directions: the customer's own limit, or what a hosted connection has [UG26]. */
  readonly rateLimit: string | null;
  readonly hostedBandwidth: string | null;
  /** Name of its routing table. */
  readonly vrf: string;
  readonly localAsn: number;
  /** Exchanges routes with the other such interfaces of its gateway. */
  readonly siteLink: boolean;
  /** Public: what the customer may announce. */
  readonly routeFilters: readonly string[];
  readonly peers: readonly WantedPeer[];
}

/** One BGP peer that is configured. */
export interface WantedPeer {
  readonly id: string;
  readonly family: 'ipv4' | 'ipv6';
  /** With the mask. */
  readonly amazonAddress: string;
  readonly customerAddress: string;
  readonly remoteAsn: number;
  /** The MD5 key as it is stored: sealed. Who renders it opens it. */
  readonly sealedKey: string;
  /** The failover test that holds the session down; null: it may come up. */
  readonly heldBy: string | null;
  /** More prefixes than these make the session idle. */
  readonly prefixLimit: number;
}

/** A routing table: of a Direct Connect gateway, of a virtual private gateway, or the public one. */
export interface WantedVrf {
  /** The gateway's id, or `public`. */
  readonly name: string;
  readonly kind: 'gateway' | 'virtualGateway' | 'public';
  /** What is behind it: the virtual private and transit gateways that are associated, or the one that it is. */
  readonly networks: readonly WantedNetwork[];
}

export interface WantedNetwork {
  readonly id: string;
  readonly kind: 'virtualPrivateGateway' | 'transitGateway';
  readonly region: string;
  readonly asn: number;
  readonly cidrs: readonly string[];
  /** Null where no list filters: a virtual private gateway without a Direct Connect gateway. */
  readonly allowedPrefixes: readonly string[] | null;
}

/** The one routing table of all public virtual interfaces. */
export const PUBLIC_VRF = 'public';
