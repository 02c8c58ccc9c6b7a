import type { Address } from './address.ts';
import { contains, holds, knownPrefix, type Prefix } from './prefix.ts';

/** What an address is for; `public` is what any host of the internet may have. */
export type Range =
  | 'public'
  /** RFC 1918. */
  | 'private'
  /** Carrier-grade NAT, RFC 6598. */
  | 'shared'
  /** fc00::/7, RFC 4193. */
  | 'uniqueLocal'
  | 'linkLocal'
  | 'loopback'
  /** 0.0.0.0/8, and `::`. */
  | 'thisNetwork'
  /** RFC 5737, 3849, 9637. */
  | 'documentation'
  /** RFC 2544, 5180. */
  | 'benchmarking'
  /** What the IETF keeps for its protocols, RFC 6890. */
  | 'protocol'
  | 'multicast'
  | 'reserved';

/** The special ones of IANA's registries; the first that holds an address counts. */
const RANGES: readonly (readonly [Prefix, Range])[] = (
  [
    ['0.0.0.0/8', 'thisNetwork'],
    ['10.0.0.0/8', 'private'],
    ['100.64.0.0/10', 'shared'],
    ['127.0.0.0/8', 'loopback'],
    ['169.254.0.0/16', 'linkLocal'],
    ['172.16.0.0/12', 'private'],
    ['192.0.0.0/24', 'protocol'],
    ['192.0.2.0/24', 'documentation'],
    ['192.168.0.0/16', 'private'],
    ['198.18.0.0/15', 'benchmarking'],
    ['198.51.100.0/24', 'documentation'],
    ['203.0.113.0/24', 'documentation'],
    ['224.0.0.0/4', 'multicast'],
    ['240.0.0.0/4', 'reserved'],
    ['0.0.0.0/0', 'public'],
    ['2001:db8::/32', 'documentation'],
    ['2001:2::/48', 'benchmarking'],
    ['3fff::/20', 'documentation'],
    ['2000::/3', 'public'],
    ['fc00::/7', 'uniqueLocal'],
    ['fe80::/10', 'linkLocal'],
    ['ff00::/8', 'multicast'],
    ['::/128', 'thisNetwork'],
    ['::1/128', 'loopback'],
    ['::/0', 'reserved'],
  ] as const
).map(([cidr, range]) => [knownPrefix(cidr), range]);

/** What the address is for, by IANA's registries of special addresses. */
export function rangeOf(address: Address): Range {
  return RANGES.find(([prefix]) => holds(prefix, address))?.[1] ?? 'reserved';
}

/** What all of a network is for; `public` where a part of it is. */
export function rangeOfNetwork(network: Prefix): Range {
  if (RANGES.some(([prefix, range]) => range === 'public' && contains(network, prefix))) return 'public';
  return RANGES.find(([prefix]) => contains(prefix, network))?.[1] ?? 'reserved';
}
