import { type Refusal, refuse } from '../refusal.ts';
import type { Family } from './address.ts';
import { expandedPrefix, isNetwork, networkOf, formatPrefix, parseCidr, type Prefix } from './prefix.ts';
import { indexPrefixes } from './prefix-index.ts';

/** A list of prefixes as requests write them. */
export type CidrWishes = readonly { readonly cidr?: string | undefined }[];

/** Lengths that a list takes, inclusive. */
type Lengths = Readonly<Record<Family, readonly [number, number]>>;

/** Never /0 [XC], IPv6 up to /64 [M]. */
const ROUTE_FILTER_LENGTHS: Lengths = { ipv4: [1, 32], ipv6: [1, 64] };
/** A default route is allowed behind a transit gateway [UG26]. */
const ALLOWED_LENGTHS: Lengths = { ipv4: [0, 32], ipv6: [0, 128] };

/** Prefixes that a public virtual interface names, at most [UG26]. */
const ROUTE_FILTERS_MAX = 1_000;

/**
 * `routeFilterPrefixes` of a public virtual interface (fidelity 1.5): 1 to 1,000 networks, IPv4 /1 to /32, IPv6 /1 to /64.
 * A refusal names the first wrong one.
 */
export function parseRouteFilters(wanted: CidrWishes | undefined): readonly Prefix[] | Refusal {
  const count = wanted?.length ?? 0;
  if (wanted === undefined || count < 1 || count > ROUTE_FILTERS_MAX) {
    // The numbers are [UG26]; the text is a GUESS.
    return refuse(`routeFilterPrefixes has ${count} prefixes: 1 to ${ROUTE_FILTERS_MAX} are allowed`);
  }
  return parseList('routeFilterPrefixes', wanted, ROUTE_FILTER_LENGTHS);
}

/**
 * A list of allowed prefixes of an association or a proposal (fidelity 1.8). Any length; overlaps within one list are fine
 * [TFI#33888]. The list may be empty; each prefix comes once.
 *
 * @param member the request's name for the list, which a refusal repeats
 */
export function parseAllowedPrefixes(
  member: string,
  wanted: CidrWishes | undefined,
): readonly Prefix[] | Refusal {
  const parsed = parseList(member, wanted ?? [], ALLOWED_LENGTHS);
  if ('refused' in parsed) return parsed;
  return [...new Map(parsed.map((prefix) => [expandedPrefix(prefix), prefix])).values()];
}

function parseList(member: string, wanted: CidrWishes, lengths: Lengths): readonly Prefix[] | Refusal {
  const parsed: Prefix[] = [];
  for (const [index, { cidr = '' }] of wanted.entries()) {
    const prefix = parseCidr(cidr);
    // Texts unknown (GUESS #1).
    if (prefix === undefined || !isNetwork(prefix) || !isWithin(prefix, lengths))
      return refuse(`${member}[${index}].cidr ${problemOf(cidr, prefix, lengths)}`);
    parsed.push(prefix);
  }
  return parsed;
}

function isWithin({ family, length }: Prefix, lengths: Lengths): boolean {
  const [min, max] = lengths[family];
  return length >= min && length <= max;
}

/** Text unknown (GUESS #1); that bits behind the length are refused, and not cleared, is a GUESS as well. */
function problemOf(cidr: string, prefix: Prefix | undefined, lengths: Lengths): string {
  const allowed = `an IPv4 network of ${range(lengths.ipv4)}, or an IPv6 network of ${range(lengths.ipv6)}`;
  if (prefix === undefined || !isWithin(prefix, lengths)) return `${cidr} is not valid: ${allowed}`;
  return `${cidr} is not valid: the network is ${formatPrefix(networkOf(prefix))}`;
}

const range = ([min, max]: readonly [number, number]) => `/${min} to /${max}`;

/**
 * The first prefix of `those` that has an address in common with one of `these`, with that one; undefined when they are
 * apart. For what two transit gateways on one gateway allow, and for networks of virtual private gateways (fidelity 1.8).
 */
export function firstOverlap(
  these: readonly Prefix[],
  those: readonly Prefix[],
): { readonly that: Prefix; readonly this: Prefix } | undefined {
  const around = indexPrefixes(these.map((one) => [one, one]));
  for (const that of those) {
    const outer = around.longest(that);
    if (outer !== undefined) return { that, this: outer };
  }
  const inside = indexPrefixes(those.map((one) => [one, one]));
  for (const one of these) {
    const that = inside.longest(one);
    if (that !== undefined) return { that, this: one };
  }
  return undefined;
}
