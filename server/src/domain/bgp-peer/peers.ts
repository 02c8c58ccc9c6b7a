import { type Refusal, refuse } from '../refusal.ts';
import type { BgpPeerState } from './lifecycle.ts';

/** A peer among those of its virtual interface. */
export interface PeerOf {
  readonly id: string;
  readonly state: BgpPeerState;
  readonly addressFamily: 'ipv4' | 'ipv6';
  readonly asn: number;
  readonly customerAddress: string | null;
}

const lives = ({ state }: PeerOf) => state !== 'deleting';

/**
 * One peer for each address family; a second only where `hasLogicalRedundancy` is `yes` [M], which is the operator's to say
 * (guesses #33). One that is being deleted makes room.
 */
export function checkFamily(
  family: 'ipv4' | 'ipv6',
  interfaceId: string,
  peers: readonly PeerOf[],
  redundant = false,
): Refusal | undefined {
  const present = peers.filter((peer) => lives(peer) && peer.addressFamily === family);
  if (present.length < (redundant ? 2 : 1)) return undefined;
  const ids = present.map(({ id }) => id).join(' and ');
  const many = present.length === 1 ? 'a BGP peer' : `${present.length} BGP peers`;
  // Text unknown (GUESS #1).
  return refuse(`Virtual Interface ${interfaceId} already has ${many} for ${family}: ${ids}`);
}

/** How a request names a peer: by its id, or by its AS number and the customer's address [M]. */
export interface PeerName {
  readonly bgpPeerId?: string | undefined;
  readonly asn?: number | undefined;
  readonly asnLong?: number | undefined;
  readonly customerAddress?: string | undefined;
}

/** The peer that is meant: what is being deleted looks as if it were not there (GUESS #52). */
export function namedPeer<P extends PeerOf>(
  name: PeerName,
  interfaceId: string,
  peers: readonly P[],
): P | Refusal {
  const { bgpPeerId, customerAddress } = name;
  const asn = name.asnLong ?? name.asn;
  if (bgpPeerId === undefined && (asn === undefined || customerAddress === undefined)) {
    // Text unknown (GUESS #1).
    return refuse('Give bgpPeerId, or customerAddress together with asn or asnLong');
  }
  const found = peers.filter(lives).filter((peer) => isMeant(peer, { bgpPeerId, asn, customerAddress }));
  return found[0] ?? unknownPeer(wordsOf(name), interfaceId);
}

/** What is given has to hold, all of it (GUESS where both are). */
function isMeant(peer: PeerOf, { bgpPeerId, asn, customerAddress }: PeerName): boolean {
  const same = (given: unknown, value: unknown) => given === undefined || given === value;
  return same(bgpPeerId, peer.id) && same(asn, peer.asn) && same(customerAddress, peer.customerAddress);
}

function wordsOf({ bgpPeerId, asn, asnLong, customerAddress }: PeerName): string {
  if (bgpPeerId !== undefined) return `BGP Peer ${bgpPeerId}`;
  return `BGP Peer with ASN ${asnLong ?? asn ?? ''} and customer address ${customerAddress ?? ''}`;
}

function unknownPeer(words: string, interfaceId: string): Refusal {
  // In house style, keeping `does not exist` (GUESS #1).
  return refuse(`${words} does not exist on Virtual Interface ${interfaceId}.`);
}

/** A virtual interface keeps one peer. */
export function checkNotLast(peers: readonly PeerOf[]): Refusal | undefined {
  if (peers.filter(lives).length > 1) return undefined;
  // "The last BGP Peer on a Virtual Interface cannot be deleted" [TF]
  return refuse('The last BGP Peer on a Virtual Interface cannot be deleted');
}
