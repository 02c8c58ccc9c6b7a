import type { AddressPair } from './addresses.ts';

/** An address block that the service gives out, and the two addresses of it that are used. */
export interface AddressBlock extends AddressPair {
  readonly block: string;
}

/** Third bytes of 169.254.0.0/16 that are left alone: special ones of link-local use (GUESS #11). */
const SPECIAL = new Set([0, 169, 255]);

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
  const usable = Array.from({ length: 256 }, (_, third) => third).filter((third) => !SPECIAL.has(third));
  const third = usable[((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) % usable.length] ?? 1;
  const first = ((bytes[2] ?? 0) % (256 / size)) * size;
  const address = (offset: number) => `169.254.${third}.${first + offset}/${length}`;
  return { block: address(0), amazonAddress: address(1), customerAddress: address(size - 2) };
}

/** A prefix of IPv6: 16 bytes, and its length. */
export interface Ipv6Pool {
  readonly bytes: readonly number[];
  readonly length: number;
}

/** Lengths that leave room for blocks, and are no whole world. */
const POOL_MIN = 16;
const POOL_MAX = 112;

/** The pool in a text such as `2001:db8:1100::/48`; undefined when it is none. */
export function ipv6PoolOf(text: string): Ipv6Pool | undefined {
  const match = /^([0-9a-f:]+)\/(\d{1,3})$/i.exec(text);
  const length = Number(match?.[2] ?? 0);
  const groups = ipv6Groups(match?.[1] ?? '');
  if (groups === undefined || length < POOL_MIN || length > POOL_MAX) return undefined;
  return { bytes: groups.flatMap((group) => [Math.floor(group / 256), group % 256]), length };
}

/** The eight groups of an IPv6 address, `::` written out; undefined when the text is none. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  const [head = '', tail, ...more] = text.split('::');
  const listOf = (part: string) => (part === '' ? [] : part.split(':'));
  const [before, after] = [listOf(head), listOf(tail ?? '')];
  const missing = 8 - before.length - after.length;
  const complete = tail === undefined ? missing === 0 : missing > 0;
  const groups = [...before, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...after];
  if (more.length > 0 || !complete || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)))
    return undefined;
  return groups.map((group) => Number.parseInt(group, 16));
}

/**
 * A /125 out of the pool (fidelity 4.4): Amazon has its first address, and the customer its last but one [CLI].
 *
 * @param bytes 16, random
 */
export function drawIpv6Block(bytes: Uint8Array, pool: Ipv6Pool): AddressBlock {
  const drawn = pool.bytes.map((fixed, index) => {
    const free = Math.min(8, Math.max(0, (index + 1) * 8 - pool.length));
    const mask = 2 ** free - 1;
    return (fixed & ~mask) | ((bytes[index] ?? 0) & mask);
  });
  const first = (drawn[15] ?? 0) & ~7;
  const address = (offset: number) => `${written([...drawn.slice(0, 15), first + offset])}/125`;
  return { block: address(0), amazonAddress: address(1), customerAddress: address(6) };
}

/** In the canonical form of RFC 5952: the longest run of zero groups is `::`. */
function written(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bytes[at * 2] ?? 0) * 256 + (bytes[at * 2 + 1] ?? 0)).toString(16),
  ).join(':');
  const runs = groups.match(/\b0(?::0\b)+/g) ?? [];
  const longest = runs.reduce<string>((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups;
  const at = groups.search(new RegExp(`\\b${longest}\\b`));
  const [before, after] = [groups.slice(0, at), groups.slice(at + longest.length)];
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`;
}
