import { formatAddress, plus } from '../addressing/address.ts';
import { networkOf, parseCidr, placedIn, type Prefix, withLength } from '../addressing/prefix.ts';
import type { AddressPair } from './addresses.ts';

/** An address block that the service gives out, and the two addresses of it that are used. */
export interface AddressBlock extends AddressPair {
  readonly block: string;
}

/** Third bytes of 169.254.0.0/16 that are left alone: special ones of link-local use (GUESS #11). */
const SPECIAL: readonly number[] = [0, 169, 255];
const USABLE = Array.from({ length: 256 }, (_, third) => third).filter((third) => !SPECIAL.includes(third));

/** Random bytes that a drawn block needs. */
export const BLOCK_BYTES = 16;

/**
 * A block out of 169.254.0.0/16 (fidelity 4.4): Amazon has the first address, and the customer the last of a /29
 * [TFI#44208] and the second of a /30 [CLI]. Whether somebody has it already is the store's to say.
 *
 * @param bytes at least 4, random
 */
export function drawIpv4Block(bytes: Uint8Array, length: 29 | 30): AddressBlock {
  const size = 2 ** (32 - length);
  const third = USABLE[wordOf(bytes, 0, 2) % USABLE.length] ?? 1;
  const first = ((bytes[2] ?? 0) % (256 / size)) * size;
  const a = (169 * 256 + 254) * 0x1_0000 + third * 256 + first;
  return blockOf({ family: 'ipv4', a, b: 0, c: 0, d: 0, length });
}

/** An IPv6 prefix that blocks are drawn from. */
export type Ipv6Pool = Prefix;

/** Lengths that leave room for blocks, and are no whole world. */
const POOL_MIN = 16;
const POOL_MAX = 112;

/** The pool in a text such as `2001:db8:1100::/48`; undefined when it is none. */
export function ipv6PoolOf(text: string): Ipv6Pool | undefined {
  const pool = parseCidr(text);
  if (pool?.family !== 'ipv6' || pool.length < POOL_MIN || pool.length > POOL_MAX) return undefined;
  return networkOf(pool);
}

/**
 * A /125 out of the pool (fidelity 4.4): Amazon has its first address, and the customer its last but one [CLI].
 *
 * @param bytes 16, random
 */
export function drawIpv6Block(bytes: Uint8Array, pool: Ipv6Pool): AddressBlock {
  const [a, b, c, d] = [
    wordOf(bytes, 0, 4),
    wordOf(bytes, 4, 8),
    wordOf(bytes, 8, 12),
    wordOf(bytes, 12, 16),
  ];
  return blockOf(networkOf(withLength(placedIn(pool, { family: 'ipv6', a, b, c, d }), 125)));
}

/** Bytes as one number, the highest first; at most four. */
function wordOf(bytes: Uint8Array, from: number, to: number): number {
  return bytes.subarray(from, to).reduce((word, byte) => word * 256 + byte, 0);
}

/** Amazon has network+1, the customer the address before the last. */
function blockOf(network: Prefix): AddressBlock {
  const size = network.family === 'ipv4' ? 2 ** (32 - network.length) : 8;
  const address = (offset: number) => `${formatAddress(plus(network, offset))}/${network.length}`;
  return { block: address(0), amazonAddress: address(1), customerAddress: address(size - 2) };
}
