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

const COLON = 58;
const GROUPS = 8;

function ipv6Of(text: string): Address | undefined {
  if (text.startsWith(':') && !text.startsWith('::')) return undefined;
  const groups: number[] = [];
  const gap = scanGroups(text, groups);
  const missing = GROUPS - groups.length;
  if (gap === undefined || (gap < 0 ? missing !== 0 : missing < 1)) return undefined;
  if (gap >= 0) groups.splice(gap, 0, ...ZEROS.slice(0, missing));
  const word = (at: number) => (groups[at] ?? 0) * 0x1_0000 + (groups[at + 1] ?? 0);
  return { family: 'ipv6', a: word(0), b: word(2), c: word(4), d: word(6) };
}

const ZEROS: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0];

/** Appends the groups that are written; returns where `::` stands among them, -1 without one, undefined for no address. */
function scanGroups(text: string, groups: number[]): number | undefined {
  let [gap, value, digits] = [-1, 0, 0];
  // A colon in front is the first half of `::`.
  for (let at = text.startsWith(':') ? 1 : 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== COLON) {
      value = value * 16 + hexDigit(code);
      digits += 1;
      if (Number.isNaN(value) || digits > 4) return undefined;
      continue;
    }
    if (digits > 0) groups.push(value);
    else if (gap < 0) gap = groups.length;
    else return undefined;
    [value, digits] = [0, 0];
  }
  if (digits === 0) return gap === groups.length ? gap : undefined;
  groups.push(value);
  return gap;
}

/** Value of a hexadecimal digit; not a number for anything else. */
function hexDigit(code: number): number {
  if (code >= ZERO && code <= ZERO + 9) return code - ZERO;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : Number.NaN;
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
  return [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff, c >>> 16, c & 0xffff, d >>> 16, d & 0xffff];
}

/** The first of the longest runs of two or more groups of zero is `::`. */
function compressed(groups: readonly number[]): string {
  const [start, end] = longestZeros(groups);
  let text = '';
  for (let at = 0; at < GROUPS; at += 1) {
    if (at === start) text += '::';
    if (at < start || at >= end)
      text += `${at === 0 || at === end ? '' : ':'}${(groups[at] ?? 0).toString(16)}`;
  }
  return text;
}

/** Where it begins and ends; before the first group when there is none. */
function longestZeros(groups: readonly number[]): readonly [number, number] {
  let [start, length, run] = [-1, 1, 0];
  for (let at = 0; at < GROUPS; at += 1) {
    run = groups[at] === 0 ? run + 1 : 0;
    if (run > length) [start, length] = [at + 1 - run, run];
  }
  return start < 0 ? [-1, -1] : [start, start + length];
}

/** The address that lies `by` above; `by` is small: it stays within the last word that the block has. */
export function plus(address: Address, by: number): Address {
  return address.family === 'ipv4' ? { ...address, a: address.a + by } : { ...address, d: address.d + by };
}
