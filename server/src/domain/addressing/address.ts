/** Address families, as the wire names them [M]. */
export type Family = 'ipv4' | 'ipv6';

/**
 * An IP address as four unsigned words of 32 bits, the highest first: comparing and masking are a few machine
 * operations, and both families take one path. IPv4 has its bits in `a`; its other words are 0.
 */
export interface Address {
  readonly family: Family;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** Bits of an address. */
export const BITS: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };

/**
 * The address in a text, or undefined when it is none. Strict: four decimal numbers without leading zeros, which some
 * read as octal; or eight groups of up to four hexadecimal digits, a run of which may be `::`. No IPv4 inside IPv6, no zone.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.includes(':')) return ipv6Of(text);
  const word = ipv4Word(text);
  return word === undefined ? undefined : { family: 'ipv4', a: word, b: 0, c: 0, d: 0 };
}

const DOT = 46;
const ZERO = 48;

function ipv4Word(text: string): number | undefined {
  let [word, part, dots] = [0, -1, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === DOT && part >= 0) {
      word = word * 256 + part;
      part = -1;
      dots += 1;
    } else {
      part = withDigit(part, code - ZERO);
      if (part < 0) return undefined;
    }
  }
  return dots === 3 && part >= 0 ? word * 256 + part : undefined;
}

/** A part of an IPv4 address with one more digit; `part` is -1 before its first. -1: no such part. */
function withDigit(part: number, digit: number): number {
  if (digit < 0 || digit > 9 || part === 0) return -1;
  const longer = part < 0 ? digit : part * 10 + digit;
  return longer > 255 ? -1 : longer;
}

const GROUPS = 8;
const GROUP = /^[0-9a-f]{1,4}$/i;

function ipv6Of(text: string): Address | undefined {
  const parts = text.split(':');
  // `::` at an end leaves two empty parts there, one too many; a lone colon leaves one, which is no gap.
  for (const [end, next] of [
    [0, 1],
    [-1, -2],
  ] as const) {
    if (parts.at(end) !== '') continue;
    if (parts.at(next) !== '') return undefined;
    parts.splice(end, 1);
  }
  const gap = parts.indexOf('');
  if (gap >= 0) {
    const missing = GROUPS + 1 - parts.length;
    if (missing < 1) return undefined;
    parts.splice(gap, 1, ...Array.from({ length: missing }, () => '0'));
  }
  if (parts.length !== GROUPS || !parts.every((part) => GROUP.test(part))) return undefined;
  const word = (at: number) =>
    Number.parseInt(parts[at] ?? '', 16) * 0x1_0000 + Number.parseInt(parts[at + 1] ?? '', 16);
  return { family: 'ipv6', a: word(0), b: word(2), c: word(4), d: word(6) };
}

/** The address in its canonical form: dotted, or as RFC 5952 has it, which is the service's too [CLI]. */
export function formatAddress(address: Address): string {
  return address.family === 'ipv4' ? dotted(address.a) : compressed(groupsOf(address));
}

/** The address without abbreviation: `2600:1f26:0074:0000:0000:0000:0000:0000`, as allowed prefixes show it [TFI#33888]. */
export function expandedAddress(address: Address): string {
  if (address.family === 'ipv4') return dotted(address.a);
  return groupsOf(address)
    .map((group) => group.toString(16).padStart(4, '0'))
    .join(':');
}

function dotted(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`;
}

function groupsOf({ a, b, c, d }: Address): readonly number[] {
  return [a, b, c, d].flatMap((word) => [word >>> 16, word & 0xffff]);
}

/** The first of the longest runs of two or more groups of zero is `::`. */
function compressed(groups: readonly number[]): string {
  let [start, length, run] = [-1, 1, 0];
  groups.forEach((group, at) => {
    run = group === 0 ? run + 1 : 0;
    if (run > length) [start, length] = [at + 1 - run, run];
  });
  const written = groups.map((group) => group.toString(16));
  if (start < 0) return written.join(':');
  return `${written.slice(0, start).join(':')}::${written.slice(start + length).join(':')}`;
}

/** The address that lies `by` above; `by` is small: it stays within the last word that the block has. */
export function plus(address: Address, by: number): Address {
  return address.family === 'ipv4' ? { ...address, a: address.a + by } : { ...address, d: address.d + by };
}
