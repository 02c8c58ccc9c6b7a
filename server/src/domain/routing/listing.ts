import type { Family } from '../addressing/address.ts';
import { formatPrefix, isNetwork, networkOf, parseCidr } from '../addressing/prefix.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { visibleCommunities } from './communities.ts';
import { compareRoutes, type Route } from './route.ts';

/** As the service sees it: what it has accepted, and what it advertises [M]. */
export type Direction = 'accepted' | 'advertised';

/** A route of one direction, as ListVirtualInterfaceRoutes shows it: with those of its communities that are shown. */
export interface ListedRoute extends Route {
  readonly direction: Direction;
}

/** `filters` of ListVirtualInterfaceRoutes [M]. */
export interface RouteFilters {
  readonly routeDirection?: Direction | undefined;
  readonly addressFamily?: Family | undefined;
  readonly cidrs?: readonly string[] | undefined;
  readonly asPath?: readonly number[] | undefined;
  readonly communities?: readonly string[] | undefined;
}

/** Decides whether a route is asked for. */
export type RouteTest = (route: ListedRoute) => boolean;

/** Routes of one direction as they are listed. */
export function listed(direction: Direction, routes: readonly Route[]): readonly ListedRoute[] {
  return routes.map((route) => ({
    ...route,
    direction,
    communities: visibleCommunities(direction, route.communities),
  }));
}

/** The routes that a test takes, by direction, family and prefix (guesses #24). */
export function selectRoutes(routes: readonly ListedRoute[], isAskedFor: RouteTest): readonly ListedRoute[] {
  return routes
    .filter(isAskedFor)
    .toSorted(
      (one, other) =>
        Number(one.direction === 'advertised') - Number(other.direction === 'advertised') ||
        compareRoutes(one, other),
    );
}

/**
 * What the filters ask for: all of them hold, each with one of its values; prefixes exactly, whatever their notation; an AS
 * path that has the ASN somewhere; a community that is shown (guesses #24). A filter that could never hold is refused.
 */
export function routeTest(filters: RouteFilters): RouteTest | Refusal {
  const { routeDirection, addressFamily } = filters;
  const cidrs = cidrsOf(filters.cidrs ?? []);
  if ('refused' in cidrs) return cidrs;
  const problem = checkCommunities(filters.communities ?? []);
  if (problem !== undefined) return problem;
  const [asns, marks] = [new Set(filters.asPath), new Set(filters.communities)];
  const tests: readonly (readonly [boolean, RouteTest])[] = [
    [routeDirection !== undefined, (route) => route.direction === routeDirection],
    [addressFamily !== undefined, (route) => route.family === addressFamily],
    // An empty list asks for nothing in particular (GUESS).
    [cidrs.size > 0, (route) => cidrs.has(route.cidr)],
    [asns.size > 0, (route) => route.asPath.some(({ path }) => path.some((asn) => asns.has(asn)))],
    [marks.size > 0, (route) => route.communities.some((one) => marks.has(one))],
  ];
  const given = tests.filter(([isGiven]) => isGiven).map(([, test]) => test);
  return (route) => given.every((test) => test(route));
}

const COMMUNITY = /^\d{1,5}:\d{1,5}$/;

function checkCommunities(communities: readonly string[]): Refusal | undefined {
  const index = communities.findIndex((one) => !COMMUNITY.test(one));
  if (index < 0) return undefined;
  // Text unknown (GUESS #1).
  return refuse(
    `filters.communities[${index}] ${communities[index]} is not valid: two numbers such as 7224:7200`,
  );
}

/** In their canonical form. Texts unknown (GUESS #1). */
function cidrsOf(cidrs: readonly string[]): ReadonlySet<string> | Refusal {
  const canonical = new Set<string>();
  for (const [index, cidr] of cidrs.entries()) {
    const prefix = parseCidr(cidr);
    const name = `filters.cidrs[${index}] ${cidr} is not valid`;
    if (prefix === undefined) return refuse(`${name}: a network such as 10.0.0.0/16`);
    // Text unknown (GUESS #1).
    if (!isNetwork(prefix)) return refuse(`${name}: the network is ${formatPrefix(networkOf(prefix))}`);
    canonical.add(formatPrefix(prefix));
  }
  return canonical;
}
