import { formatAddress, plus } from '../addressing/address.ts';
import {
  formatPrefix,
  networkOf,
  parseCidr,
  placedIn,
  type Prefix,
  withLength,
} from '../addressing/prefix.ts';
import type { AddressPair } from './addresses.ts';

/** An address block that the service gives out, and the two addresses of it that are used. */
export interface AddressBlock extends AddressPair {
  readonly block: string;
  /** Blocks that share addresses with it, itself among them: the size that is given out is a setting, and may change. */
  readonly overlapping: readonly [string, string, string];
}

/** Third bytes of 169.254.0.0/16 that are left alone: special ones of link-local use (GUESS #11). */
const SPECIAL: readonly number[] = [0, 169, 255];
const USABLE = Array.from({ length: 256 }, (_, third) => third).filter((third) => !SPECIAL.includes(third));

/** Random bytes that a drawn block needs. */
export const BLOCK_BYTES = 16;

/** How many blocks of the length there are on a device. */
export function ipv4BlockCount(length: 29 | 30): number {
  return USABLE.length * (256 / sizeOf(length));
}

/** The block that random bytes, at least 4, draw. Whether somebody has it already is the store's to say. */
export function drawIpv4Block(bytes: Uint8Array, length: 29 | 30): AddressBlock {
  return ipv4Block(wordOf(bytes, 0, 4) % ipv4BlockCount(length), length);
}

/**
 * A block out of 169.254.0.0/16 (fidelity 4.4): Amazon has the first address, and the customer the last of a /29
 * [TFI#44208] and the second of a /30 [CLI].
 *
 * @param index below `ipv4BlockCount(length)`
 */
export function ipv4Block(index: number, length: 29 | 30): AddressBlock {
  const each = 256 / sizeOf(length);
  const third = USABLE[Math.floor(index / each)] ?? 1;
  const a = (169 * 256 + 254) * 0x1_0000 + third * 256 + (index % each) * sizeOf(length);
  const network: Prefix = { family: 'ipv4', a, b: 0, c: 0, d: 0, length };
  const pair = blockOf(network);
  const whole = networkOf(withLength(network, 29));
  const half = withLength(whole, 30);
  const others = length === 29 ? [half, withLength(plus(whole, 4), 30)] : [whole, whole];
  const [one = '', other = ''] = others.map(formatPrefix);
  return { ...pair, overlapping: [pair.block, one, other] };
}

const sizeOf = (length: 29 | 30) => 2 ** (32 - length);

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
  const made = blockOf(networkOf(withLength(placedIn(pool, { family: 'ipv6', a, b, c, d }), 125)));
  return { ...made, overlapping: [made.block, made.block, made.block] };
}

/** Bytes as one number, the highest first; at most four. */
function wordOf(bytes: Uint8Array, from: number, to: number): number {
  return bytes.subarray(from, to).reduce((word, byte) => word * 256 + byte, 0);
}

/** Amazon has network+1, the customer the address before the last. */
function blockOf(network: Prefix): Omit<AddressBlock, 'overlapping'> {
  const size = network.family === 'ipv4' ? 2 ** (32 - network.length) : 8;
  const address = (offset: number) => `${formatAddress(plus(network, offset))}/${network.length}`;
  return { block: address(0), amazonAddress: address(1), customerAddress: address(size - 2) };
}
