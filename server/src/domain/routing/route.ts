import type { Family } from '../addressing/address.ts';
import { comparePrefixes, formatPrefix, networkOf, parseCidr, type Prefix } from '../addressing/prefix.ts';

/** What a customer's router says of one prefix, as the fabric saw it. */
export interface Announcement {
  readonly cidr: string;
  /** The neighbour's ASN first, the origin's last. */
  readonly asPath: readonly number[];
  readonly med: number | null;
  /** `7224:7100`; standard ones alone. */
  readonly communities: readonly string[];
  /** Epoch milliseconds since when the route stands so, where somebody keeps it. */
  readonly installedAt?: number;
}

/** One part of an AS path, as the wire shows it [M]. */
export interface AsPathSegment {
  readonly pathType: 'seq' | 'set';
  readonly path: readonly number[];
}

/** Who a route comes from; not BGP's ORIGIN, which announcements do not carry. */
export type RouteOrigin =
  /** The customer's router behind this virtual interface. */
  | { readonly from: 'customer'; readonly virtualInterfaceId: string }
  /** A virtual private or transit gateway, by its id. */
  | { readonly from: 'network'; readonly gatewayId: string }
  /** Another virtual interface with SiteLink of the same gateway. */
  | { readonly from: 'siteLink'; readonly virtualInterfaceId: string }
  /** The operator's public prefixes. */
  | { readonly from: 'public' };

/** One route, accepted or advertised. Its prefix is parsed once, here, and never again. */
export interface Route {
  readonly family: Family;
  /** Canonical: `10.0.0.0/8`, `2001:db8::/32`. */
  readonly cidr: string;
  readonly prefix: Prefix;
  readonly asPath: readonly AsPathSegment[];
  /** All that it carries; what of it is shown is another matter (`visibleCommunities`). */
  readonly communities: readonly string[];
  readonly med: number | null;
  readonly origin: RouteOrigin;
  /** Epoch milliseconds since when its source has it; null: nobody knows. */
  readonly installedAt: number | null;
}

/** How far a public virtual interface's route goes (fidelity 6.5) [UG26]. */
export type Scope = 'region' | 'continent' | 'global';

/** The mark of local preference that a customer gave (fidelity 6.3) [UG26]. */
export type Preference = 'low' | 'medium' | 'high';

/** A route that was taken from a customer. Higher local preference wins. */
export interface AcceptedRoute extends Route {
  /** For traffic from the Region that its location belongs to. */
  readonly localPreference: number;
  /** For traffic from any other Region. */
  readonly remotePreference: number;
  /** What its local preference was asked to be; null: unmarked, or public. */
  readonly preference: Preference | null;
  /** ASes that its path counts inside (`insidePath`). */
  readonly pathLength: number;
  /** Of public ones; `global` elsewhere. */
  readonly scope: Scope;
}

/** The order of routes in answers: by family, then by prefix (guesses #24). */
export function compareRoutes(one: Route, other: Route): number {
  return comparePrefixes(one.prefix, other.prefix);
}

/** A path of one sequence; an empty one has no segment. */
export function sequence(path: readonly number[]): readonly AsPathSegment[] {
  return path.length === 0 ? [] : [{ pathType: 'seq', path }];
}

/** The path with these ASNs in front. */
export function prepended(asns: readonly number[], path: readonly AsPathSegment[]): readonly AsPathSegment[] {
  const [first] = path;
  return first?.pathType === 'seq'
    ? [{ pathType: 'seq', path: [...asns, ...first.path] }, ...path.slice(1)]
    : [...sequence(asns), ...path];
}

/** A network in a text, bits behind its length cleared as routers do; undefined when the text is none. */
export function networkIn(cidr: string): { readonly prefix: Prefix; readonly cidr: string } | undefined {
  const parsed = parseCidr(cidr);
  if (parsed === undefined) return undefined;
  const prefix = networkOf(parsed);
  return { prefix, cidr: formatPrefix(prefix) };
}
