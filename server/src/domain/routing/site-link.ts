import type { Family } from '../addressing/address.ts';
import { comparePrefixes, type Prefix } from '../addressing/prefix.ts';
import { NO_ADVERTISE, NO_EXPORT, withoutReserved } from './communities.ts';
import { type AcceptedRoute, prepended, type Route } from './route.ts';
import type { OfferedInterface, Sibling } from './world.ts';

/** Prefixes that SiteLink advertises to one virtual interface, at most, per family [UG26]. */
const SITE_LINK_MAX = 1_000;

/** Routes of SiteLink for one virtual interface and one family. */
interface SiteLinkOffer {
  readonly routes: readonly Route[];
  /** Prefixes that the limit keeps back. */
  readonly withheld: number;
}

/** A route, who has accepted it, and how it goes on, made when the first one hears it: to its own device, and to others. */
interface Carried {
  readonly route: AcceptedRoute;
  readonly id: string;
  readonly deviceId: string;
  near: Route | undefined;
  far: Route | undefined;
}

/** One prefix, with all that carry it; by device the best, and the best of somebody else, found when the first one asks. */
interface Entry {
  readonly prefix: Prefix;
  readonly carried: Carried[];
  readonly byDevice: Map<string, readonly [Carried | undefined, Carried | undefined]>;
}

/** All entries of one family. */
interface Table {
  /** By prefix. */
  readonly entries: readonly Entry[];
  /** Of each virtual interface, how many entries nobody else carries. */
  readonly alone: ReadonlyMap<string, number>;
}

/** The exchange of a gateway's virtual interfaces with SiteLink, indexed once for all of them. */
export interface Exchange {
  offer(vif: OfferedInterface, family: Family): SiteLinkOffer;
}

/**
 * What the virtual interfaces of a gateway with SiteLink hear of each other (fidelity 6.4, 6.6). Of several routes for one
 * prefix the best goes on, as in BGP; what is marked NO_EXPORT or NO_ADVERTISE stays (RFC 1997). Beyond the limit the first
 * ones by prefix are kept (GUESS: the number is [UG26]).
 *
 * @param asn the gateway's
 * @param own prefixes that the gateway itself has: they are not taken from customers
 */
export function exchangeOf(asn: number, siblings: readonly Sibling[], own: ReadonlySet<string>): Exchange {
  const carried = carriedBy(siblings, own);
  const tables = { ipv4: tableOf(carried.ipv4), ipv6: tableOf(carried.ipv6) };
  return {
    offer(vif, family) {
      const { entries, alone } = tables[family];
      const routes: Route[] = [];
      for (const entry of entries) {
        if (routes.length === SITE_LINK_MAX) break;
        const best = bestFor(vif, entry);
        if (best === undefined) continue;
        if (best.deviceId === vif.deviceId) routes.push((best.near ??= passedOn(best, [asn])));
        else routes.push((best.far ??= passedOn(best, [asn, asn])));
      }
      return { routes, withheld: entries.length - (alone.get(vif.id) ?? 0) - routes.length };
    },
  };
}

type Entries = Map<string, Entry>;

function carriedBy(
  siblings: readonly Sibling[],
  own: ReadonlySet<string>,
): Readonly<Record<Family, Entries>> {
  const tables: Record<Family, Entries> = { ipv4: new Map(), ipv6: new Map() };
  for (const { id, siteLink, deviceId, accepted } of siblings) {
    if (!siteLink) continue;
    for (const route of accepted) {
      if (staysHere(route) || own.has(route.cidr)) continue;
      const entries = tables[route.family];
      const one = { route, id, deviceId, near: undefined, far: undefined };
      const entry = entries.get(route.cidr);
      if (entry !== undefined) entry.carried.push(one);
      else entries.set(route.cidr, { prefix: route.prefix, carried: [one], byDevice: new Map() });
    }
  }
  return tables;
}

function tableOf(entries: Entries): Table {
  const alone = new Map<string, number>();
  for (const { carried } of entries.values()) {
    const [first] = carried;
    if (first !== undefined && carried.every(({ id }) => id === first.id))
      alone.set(first.id, (alone.get(first.id) ?? 0) + 1);
  }
  const sorted = [...entries.values()].toSorted((one, other) => comparePrefixes(one.prefix, other.prefix));
  return { entries: sorted, alone };
}

function staysHere({ communities }: AcceptedRoute): boolean {
  return communities.length > 0 && (communities.includes(NO_EXPORT) || communities.includes(NO_ADVERTISE));
}

/** The best route of somebody else: a virtual interface never hears its own. */
function bestFor({ id, deviceId }: OfferedInterface, entry: Entry): Carried | undefined {
  const [first] = entry.carried;
  // Nearly every prefix comes from one place.
  if (entry.carried.length === 1) return first?.id === id ? undefined : first;
  let ranked = entry.byDevice.get(deviceId);
  if (ranked === undefined) {
    const best = bestOf(entry.carried, deviceId);
    ranked = [best, bestOf(entry.carried, deviceId, best?.id)];
    entry.byDevice.set(deviceId, ranked);
  }
  return ranked[0]?.id === id ? ranked[1] : ranked[0];
}

function bestOf(carried: readonly Carried[], deviceId: string, but?: string): Carried | undefined {
  let best: Carried | undefined;
  for (const one of carried)
    if (one.id !== but && (best === undefined || compareCarried(one, best, deviceId) < 0)) best = one;
  return best;
}

/** Local preference, path with the devices on the way, MED; the id decides what is equal, so that the order of rows does not. */
function compareCarried(one: Carried, other: Carried, deviceId: string): number {
  const far = ({ deviceId: from }: Carried) => Number(from !== deviceId);
  return (
    other.route.localPreference - one.route.localPreference ||
    one.route.pathLength + far(one) - other.route.pathLength - far(other) ||
    (one.route.med ?? 0) - (other.route.med ?? 0) ||
    (one.id < other.id ? -1 : Number(one.id > other.id))
  );
}

/** Communities of the customers stay, the service's own go; the gateway's ASN once per device crossed [UG26][3P][XC]. */
function passedOn({ route, id }: Carried, crossed: readonly number[]): Route {
  return {
    family: route.family,
    cidr: route.cidr,
    prefix: route.prefix,
    asPath: prepended(crossed, route.asPath),
    communities: withoutReserved(route.communities),
    med: null,
    origin: { from: 'siteLink', virtualInterfaceId: id },
    installedAt: route.installedAt,
  };
}
