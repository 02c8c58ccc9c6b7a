import { type Address, BITS } from '../addressing/address.ts';
import { comparePrefixes, contains, type Prefix, withLength } from '../addressing/prefix.ts';
import type { AcceptedRoute } from './route.ts';
import type { Place } from './world.ts';

/** Paths that share the load, at most [FAQ]. */
const PATHS_MAX = 16;

/** A way to a customer: a route that a virtual interface has accepted, and where its location belongs to. */
export interface Candidate {
  readonly virtualInterfaceId: string;
  readonly place: Place;
  readonly route: AcceptedRoute;
}

/** The step at which a path lost, in their order (fidelity 6.3). */
export type LossReason =
  /** Its customer keeps it to another Region or continent. */
  | 'scope'
  | 'shorterPrefix'
  | 'localPreference'
  | 'asPath'
  | 'med'
  /** As good, but of another Region, and not marked alike. */
  | 'otherRegion'
  /** As good, and one too many. */
  | 'tooMany'
  /** Nothing comes from its gateway: it is gone, or not its owner's to use. */
  | 'gatewayGone';

export interface Loss {
  readonly candidate: Candidate;
  readonly reason: LossReason;
  /** In words, with both values: `local preference 100: the best has 300`. */
  readonly why: string;
}

export interface BestPaths {
  /** They share the load; none when nothing leads there. By virtual interface. */
  readonly chosen: readonly Candidate[];
  /** All others that lead there, in the order in which they were put aside. */
  readonly lost: readonly Loss[];
}

/**
 * The paths that traffic from a Region to a destination takes: longest prefix, local preference, AS path, MED, and what is
 * equal then shares the load (fidelity 6.3, 6.5, 6.6). Candidates that do not lead there are in neither list. The order of
 * the candidates has no influence.
 *
 * @param destination an address, or a prefix, which a route has to cover as a whole
 */
export function bestPaths(
  destination: Address | Prefix,
  candidates: readonly Candidate[],
  from: Place,
): BestPaths {
  const lost: Loss[] = [];
  let left = leadingTo(destination, candidates);
  left = within(left, from, lost);
  for (const step of STEPS) left = best(left, step, from, lost);
  left = nearest(left, from, lost);
  return { chosen: atMost(left, lost), lost };
}

/** Those that lead to a destination, in an order of their own. */
export function leadingTo(
  destination: Address | Prefix,
  candidates: readonly Candidate[],
): readonly Candidate[] {
  const wanted = 'length' in destination ? destination : withLength(destination, BITS[destination.family]);
  return candidates.filter(({ route }) => contains(route.prefix, wanted)).toSorted(compareCandidates);
}

/** One after the other: by virtual interface, and where one has two ways by what tells them apart. */
function compareCandidates(one: Candidate, other: Candidate): number {
  if (one.virtualInterfaceId !== other.virtualInterfaceId)
    return one.virtualInterfaceId < other.virtualInterfaceId ? -1 : 1;
  const text = ({ place, route }: Candidate) =>
    JSON.stringify([route.asPath, route.communities, route.med, route.remotePreference, place]);
  return comparePrefixes(one.route.prefix, other.route.prefix) || (text(one) < text(other) ? -1 : 1);
}

/** A step that a number decides: the highest wins. */
interface Step {
  readonly reason: LossReason;
  readonly rank: (candidate: Candidate, from: Place) => number;
  /** What it has, in words. */
  readonly said: (candidate: Candidate, from: Place) => string;
}

const isHome = ({ place }: Candidate, from: Place) => place.region === from.region;

function localPreference(candidate: Candidate, from: Place): number {
  const { localPreference: local, remotePreference } = candidate.route;
  return isHome(candidate, from) ? local : remotePreference;
}

const STEPS: readonly Step[] = [
  {
    reason: 'shorterPrefix',
    rank: ({ route }) => route.prefix.length,
    said: ({ route }) => `prefix ${route.cidr}`,
  },
  {
    reason: 'localPreference',
    rank: localPreference,
    said: (candidate, from) => `local preference ${localPreference(candidate, from)}`,
  },
  {
    reason: 'asPath',
    rank: ({ route }) => -route.pathLength,
    said: ({ route }) => `AS path of ${route.pathLength}`,
  },
  // Without one: 0, as in RFC 4271.
  {
    reason: 'med',
    rank: ({ route }) => -(route.med ?? 0),
    said: ({ route }) => `MED ${route.med ?? 0}`,
  },
];

/** Those that rank highest; the others are lost. */
function best(
  left: readonly Candidate[],
  { reason, rank, said }: Step,
  from: Place,
  lost: Loss[],
): readonly Candidate[] {
  const highest = left.reduce((high, one) => Math.max(high, rank(one, from)), Number.NEGATIVE_INFINITY);
  const kept = left.filter((one) => rank(one, from) === highest);
  const [winner] = kept;
  if (winner === undefined || kept.length === left.length) return left;
  const why = (one: Candidate) => `${said(one, from)}: the best has ${said(winner, from)}`;
  for (const one of left)
    if (rank(one, from) !== highest) lost.push({ candidate: one, reason, why: why(one) });
  return kept;
}

/** Those that their customers let reach the Region (fidelity 6.5). */
function within(left: readonly Candidate[], from: Place, lost: Loss[]): readonly Candidate[] {
  const reaches = ({ route: { scope }, place }: Candidate) =>
    scope === 'global' || place[scope] === from[scope];
  return sift(left, reaches, lost, ({ route: { scope }, place }) => ({
    reason: 'scope',
    why: `kept to the ${scope === 'region' ? 'Region' : 'continent'} ${scope === 'global' ? '' : place[scope]}`,
  }));
}

/**
 * Load is shared within the Region, or among Regions that are all other ones; between the Region and others only where the
 * same community marks all of it [UG26]. Else the Region itself wins, as for public routes [UG26].
 */
function nearest(left: readonly Candidate[], from: Place, lost: Loss[]): readonly Candidate[] {
  const [first] = left;
  const preference = first?.route.preference ?? null;
  const alike = preference !== null && left.every(({ route }) => route.preference === preference);
  if (alike || !left.some((one) => isHome(one, from))) return left;
  return sift(
    left,
    (one) => isHome(one, from),
    lost,
    ({ place }) => ({ reason: 'otherRegion', why: `in ${place.region}: the best is in ${from.region}` }),
  );
}

function atMost(left: readonly Candidate[], lost: Loss[]): readonly Candidate[] {
  const chosen = left.slice(0, PATHS_MAX);
  const why = `as good, but ${PATHS_MAX} paths share the load already`;
  for (const candidate of left.slice(PATHS_MAX)) lost.push({ candidate, reason: 'tooMany', why });
  return chosen;
}

function sift(
  left: readonly Candidate[],
  keeps: (candidate: Candidate) => boolean,
  lost: Loss[],
  loss: (candidate: Candidate) => Pick<Loss, 'reason' | 'why'>,
): readonly Candidate[] {
  for (const candidate of left) if (!keeps(candidate)) lost.push({ candidate, ...loss(candidate) });
  return left.filter(keeps);
}
