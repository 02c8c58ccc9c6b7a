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

/** Why a prefix that others with SiteLink have is not passed on. */
export type HeldReason =
  /** The best route is its own customer's: nothing goes back to where it came from, as in BGP. */
  | 'ownIsBest'
  /** The best route is marked NO_EXPORT or NO_ADVERTISE. */
  | 'notForOthers'
  /** The limit of 1,000 is reached by those before it. */
  | 'pastLimit';

/** A prefix that is not passed on, with the virtual interface that has the best route for it. */
export interface HeldBack {
  readonly family: Family;
  readonly cidr: string;
  readonly reason: HeldReason;
  readonly virtualInterfaceId: string;
}

/** A route, who has accepted it, and how it goes on, made when the first one hears it: to its own device, and to others. */
interface Carried {
  readonly route: AcceptedRoute;
  readonly id: string;
  readonly deviceId: string;
  readonly region: string;
  near: Route | undefined;
  far: Route | undefined;
}

/** One prefix, with all that carry it; the best of them seen from a device, found when the first one asks. */
interface Entry {
  readonly prefix: Prefix;
  readonly cidr: string;
  readonly carried: Carried[];
  readonly bestAt: Map<string, Carried>;
}

/** The exchange of a gateway's virtual interfaces with SiteLink, indexed once for all of them. */
export interface Exchange {
  offer(vif: OfferedInterface, family: Family): SiteLinkOffer;
  heldBack(vif: OfferedInterface, family: Family): readonly HeldBack[];
}

/**
 * What the virtual interfaces of a gateway with SiteLink hear of each other (fidelity 6.4, 6.6). Of several routes for one
 * prefix the best goes on, as in BGP: not to where it came from, and not where it is marked NO_EXPORT or NO_ADVERTISE
 * (RFC 1997); no other one goes in its place. Beyond the limit the first ones by prefix are kept (GUESS: the number is [UG26]).
 *
 * @param asn the gateway's
 * @param own prefixes that the gateway itself has: they are not taken from customers
 */
export function exchangeOf(asn: number, siblings: readonly Sibling[], own: ReadonlySet<string>): Exchange {
  const tables = carriedBy(siblings, own);
  return {
    offer(vif, family) {
      const routes: Route[] = [];
      let withheld = 0;
      for (const entry of tables[family]) {
        const best = bestFor(vif, entry);
        if (best === undefined || !goesOn(best, vif)) continue;
        if (routes.length === SITE_LINK_MAX) withheld += 1;
        else if (best.deviceId === vif.deviceId) routes.push((best.near ??= passedOn(best, [asn])));
        else routes.push((best.far ??= passedOn(best, [asn, asn])));
      }
      return { routes, withheld };
    },
    heldBack: (vif, family) => heldBackFrom(vif, family, tables[family]),
  };
}

function heldBackFrom(vif: OfferedInterface, family: Family, entries: readonly Entry[]): HeldBack[] {
  const held: HeldBack[] = [];
  let passed = 0;
  for (const entry of entries) {
    const best = bestFor(vif, entry);
    // What nobody else has is not missed.
    if (best === undefined || entry.carried.every(({ id }) => id === vif.id)) continue;
    if (goesOn(best, vif) && (passed += 1) <= SITE_LINK_MAX) continue;
    const reason = heldReason(best, vif);
    held.push({ family, cidr: entry.cidr, reason, virtualInterfaceId: best.id });
  }
  return held;
}

function heldReason(best: Carried, vif: OfferedInterface): HeldReason {
  if (best.id === vif.id) return 'ownIsBest';
  return staysHere(best.route) ? 'notForOthers' : 'pastLimit';
}

const goesOn = ({ id, route }: Carried, vif: OfferedInterface) => id !== vif.id && !staysHere(route);

/** By prefix. */
type Tables = Readonly<Record<Family, readonly Entry[]>>;

function carriedBy(siblings: readonly Sibling[], own: ReadonlySet<string>): Tables {
  const tables = { ipv4: new Map<string, Entry>(), ipv6: new Map<string, Entry>() };
  for (const { id, siteLink, deviceId, place, accepted } of siblings) {
    if (!siteLink) continue;
    for (const route of accepted) {
      const { cidr, family, prefix } = route;
      if (own.has(cidr)) continue;
      const one = { route, id, deviceId, region: place.region, near: undefined, far: undefined };
      const entry = tables[family].get(cidr);
      if (entry !== undefined) entry.carried.push(one);
      else tables[family].set(cidr, { prefix, cidr, carried: [one], bestAt: new Map() });
    }
  }
  return { ipv4: sorted(tables.ipv4), ipv6: sorted(tables.ipv6) };
}

const sorted = (entries: ReadonlyMap<string, Entry>): readonly Entry[] =>
  [...entries.values()].toSorted((one, other) => comparePrefixes(one.prefix, other.prefix));

function staysHere({ communities }: AcceptedRoute): boolean {
  return communities.length > 0 && (communities.includes(NO_EXPORT) || communities.includes(NO_ADVERTISE));
}

/** The best route of all, seen from where a virtual interface is; its own is one of them. */
function bestFor({ deviceId, place }: OfferedInterface, { carried, bestAt }: Entry): Carried | undefined {
  // Nearly every prefix comes from one place.
  if (carried.length === 1) return carried[0];
  const seenFrom = `${place.region} ${deviceId}`;
  const known = bestAt.get(seenFrom);
  if (known !== undefined) return known;
  const here = { deviceId, region: place.region };
  const [first, ...others] = carried;
  if (first === undefined) return undefined;
  const best = others.reduce((one, other) => (compareCarried(other, one, here) < 0 ? other : one), first);
  bestAt.set(seenFrom, best);
  return best;
}

/** Where a route is looked at. */
interface Here {
  readonly deviceId: string;
  readonly region: string;
}

/**
 * Local preference, path with the devices on the way, MED, the own Region (fidelity 6.3, 6.6); the id decides what is equal
 * then, so that the order of rows does not (GUESS).
 */
function compareCarried(one: Carried, other: Carried, here: Here): number {
  const far = ({ deviceId }: Carried) => Number(deviceId !== here.deviceId);
  const away = ({ region }: Carried) => Number(region !== here.region);
  return (
    other.route.localPreference - one.route.localPreference ||
    one.route.pathLength + far(one) - other.route.pathLength - far(other) ||
    (one.route.med ?? 0) - (other.route.med ?? 0) ||
    away(one) - away(other) ||
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
