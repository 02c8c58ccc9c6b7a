import { comparePrefixes, parsePrefix, type Prefix } from '../../../domain/addressing/prefix.ts';
import type { Direction, ListedRoute } from '../../../domain/routing/listing.ts';
import type { Look } from '../../../store/look.ts';
import { pageOf, placeOf, strangeToken, tokenOf } from '../../support/paging.ts';

/** A page of routes: they have no rows, so its place is the route that the page before ended with. */
export interface RoutesPage {
  readonly list: string;
  /** One longer than the page. */
  readonly limit: number;
  readonly after: Place | undefined;
}

interface Place {
  readonly direction: Direction;
  readonly prefix: Prefix;
}

/** @throws ServiceFault for a `maxResults` below 1 or a token that this list did not give (GUESS #22) */
export function routesPage(
  { maxResults, nextToken }: { readonly maxResults?: number; readonly nextToken?: string },
  look: Look,
): RoutesPage {
  const wish = maxResults === undefined ? {} : { maxResults };
  const { list, limit } = pageOf('ListVirtualInterfaceRoutes', wish, look);
  return { list, limit, after: nextToken === undefined ? undefined : routeAt(placeOf(list, nextToken)) };
}

/** @param all in the order of the list; routes that came or went since the page before do not shift it */
export function cutRoutes(
  all: readonly ListedRoute[],
  { list, limit, after }: RoutesPage,
): { readonly routes: readonly ListedRoute[]; readonly next: { readonly nextToken?: string } } {
  const rest = after === undefined ? all : all.filter((route) => follows(route, after));
  const routes = rest.slice(0, limit - 1);
  const last = routes.at(-1);
  return {
    routes,
    next: rest.length < limit || last === undefined ? {} : { nextToken: tokenAfter(list, last) },
  };
}

function follows(route: ListedRoute, after: Place): boolean {
  if (route.direction !== after.direction) return route.direction === 'advertised';
  return comparePrefixes(route.prefix, after.prefix) > 0;
}

function tokenAfter(list: string, { direction, cidr }: ListedRoute): string {
  return tokenOf(list, `${direction} ${cidr}`);
}

function routeAt(place: string): Place {
  const [, direction, cidr = ''] = /^(accepted|advertised) (\S+)$/.exec(place) ?? [];
  const prefix = parsePrefix(cidr);
  if (direction === undefined || prefix === undefined) throw strangeToken();
  return { direction: direction as Direction, prefix };
}
