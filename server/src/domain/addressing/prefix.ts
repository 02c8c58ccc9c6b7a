import { type Address, BITS, expandedAddress, formatAddress, parseAddress } from './address.ts';

/** An address with the length of its network: `169.254.96.9/29`; a network when no bit behind the length is set. */
export interface Prefix extends Address {
  readonly length: number;
}

const ONES = 0xffff_ffff;
const IPV4_ONES: Address = { family: 'ipv4', a: ONES, b: 0, c: 0, d: 0 };
const IPV6_ONES: Address = { family: 'ipv6', a: ONES, b: ONES, c: ONES, d: ONES };

const LENGTH = /^(0|[1-9]\d{0,2})$/;

/** An address with its mask, whether or not it is the network itself; undefined when the text is none. */
export function parseCidr(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const digits = text.slice(slash + 1);
  const address = LENGTH.test(digits) ? parseAddress(text.slice(0, slash)) : undefined;
  if (address === undefined) return undefined;
  const length = Number(digits);
  return length > BITS[address.family] ? undefined : withLength(address, length);
}

/** A network: as parseCidr, and no bit behind the length is set. */
export function parsePrefix(text: string): Prefix | undefined {
  const prefix = parseCidr(text);
  return prefix !== undefined && isNetwork(prefix) ? prefix : undefined;
}

/** The network that is written in the code, or that somebody has checked before; anything else is a mistake of ours. */
export function knownPrefix(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new Error(`${text} is no network`);
  return prefix;
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix)}/${prefix.length}`;
}

/** As allowed prefixes are answered: IPv6 without abbreviation, `2600:1f26:0074:0000:0000:0000:0000:0000/48` [TFI#33888]. */
export function expandedPrefix(prefix: Prefix): string {
  return `${expandedAddress(prefix)}/${prefix.length}`;
}

/** The network that such an address is in, or the address in it. Fields in one order: objects of one shape are fast. */
export function withLength({ family, a, b, c, d }: Address, length: number): Prefix {
  return { family, a, b, c, d, length };
}

/** Which bits of word `index` (0 to 3) belong to a network of this length. */
function maskOf(length: number, index: number): number {
  const bits = length - 32 * index;
  // A shift by 32 is none in this language.
  if (bits <= 0) return 0;
  return bits >= 32 ? ONES : (ONES << (32 - bits)) >>> 0;
}

/** The first address of the network, with its length: what the prefix is with all other bits cleared. */
export function networkOf({ family, a, b, c, d, length }: Prefix): Prefix {
  return {
    family,
    a: (a & maskOf(length, 0)) >>> 0,
    b: (b & maskOf(length, 1)) >>> 0,
    c: (c & maskOf(length, 2)) >>> 0,
    d: (d & maskOf(length, 3)) >>> 0,
    length,
  };
}

/** The address in this network whose bits behind the length are those of `bits`. */
export function placedIn({ family, a, b, c, d, length }: Prefix, bits: Address): Address {
  const word = (fixed: number, free: number, index: number) => {
    const mask = maskOf(length, index);
    return ((fixed & mask) | (free & ~mask)) >>> 0;
  };
  return {
    family,
    a: word(a, bits.a, 0),
    b: word(b, bits.b, 1),
    c: word(c, bits.c, 2),
    d: word(d, bits.d, 3),
  };
}

/** The last address of the network, with its length; of IPv4 its broadcast address. */
export function lastOf(prefix: Prefix): Prefix {
  const { family, length } = prefix;
  const last = placedIn(prefix, family === 'ipv4' ? IPV4_ONES : IPV6_ONES);
  return withLength(last, length);
}

/** Whether the bits behind the length are all clear. */
export function isNetwork(prefix: Prefix): boolean {
  return sameAddress(networkOf(prefix), prefix);
}

export function sameAddress(one: Address, other: Address): boolean {
  return (
    one.a === other.a &&
    one.b === other.b &&
    one.c === other.c &&
    one.d === other.d &&
    one.family === other.family
  );
}

export function samePrefix(one: Prefix, other: Prefix): boolean {
  return one.length === other.length && sameAddress(one, other);
}

/** Whether the address lies in the network of the prefix. */
export function holds({ family, a, b, c, d, length }: Prefix, address: Address): boolean {
  return (
    family === address.family &&
    ((a ^ address.a) & maskOf(length, 0)) === 0 &&
    ((b ^ address.b) & maskOf(length, 1)) === 0 &&
    ((c ^ address.c) & maskOf(length, 2)) === 0 &&
    ((d ^ address.d) & maskOf(length, 3)) === 0
  );
}

/** Whether `inner` is equal to `outer`, or inside. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  return outer.length <= inner.length && holds(outer, inner);
}

/** Whether two networks have an address in common: of two that do, one contains the other. */
export function overlaps(one: Prefix, other: Prefix): boolean {
  return one.length <= other.length ? holds(one, other) : holds(other, one);
}

/** An order for `sort`: IPv4 first, then by address, the larger network first. */
export function comparePrefixes(one: Prefix, other: Prefix): number {
  if (one.family !== other.family) return one.family === 'ipv4' ? -1 : 1;
  return (
    one.a - other.a || one.b - other.b || one.c - other.c || one.d - other.d || one.length - other.length
  );
}
