import { Buffer } from 'node:buffer';
import { comparePrefixes, parsePrefix, type Prefix } from '../../../domain/addressing/prefix.ts';
import type { Direction, ListedRoute } from '../../../domain/routing/listing.ts';
import { pageOf, strangeToken } from '../../support/paging.ts';

/** A page of routes: they have no rows, so its place is the route that the page before ended with. */
export interface RoutesPage {
  /** One longer than the page. */
  readonly limit: number;
  readonly after: Place | undefined;
}

interface Place {
  readonly direction: Direction;
  readonly prefix: Prefix;
}

/** @throws ServiceFault for a `maxResults` below 1 or a token that this service did not make (GUESS #22) */
export function routesPage({
  maxResults,
  nextToken,
}: {
  readonly maxResults?: number;
  readonly nextToken?: string;
}): RoutesPage {
  const { limit } = pageOf(maxResults === undefined ? {} : { maxResults });
  return { limit, after: nextToken === undefined ? undefined : placeOf(nextToken) };
}

/** @param all in the order of the list; routes that came or went since the page before do not shift it */
export function cutRoutes(
  all: readonly ListedRoute[],
  { limit, after }: RoutesPage,
): { readonly routes: readonly ListedRoute[]; readonly next: { readonly nextToken?: string } } {
  const rest = after === undefined ? all : all.filter((route) => follows(route, after));
  const routes = rest.slice(0, limit - 1);
  const last = routes.at(-1);
  return { routes, next: rest.length < limit || last === undefined ? {} : { nextToken: tokenOf(last) } };
}

function follows(route: ListedRoute, after: Place): boolean {
  if (route.direction !== after.direction) return route.direction === 'advertised';
  return comparePrefixes(route.prefix, after.prefix) > 0;
}

function tokenOf({ direction, cidr }: ListedRoute): string {
  return Buffer.from(`${direction} ${cidr}`).toString('base64url');
}

function placeOf(token: string): Place {
  const [, direction, cidr = ''] =
    /^(accepted|advertised) (\S+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  const prefix = parsePrefix(cidr);
  if (direction === undefined || prefix === undefined) throw strangeToken();
  return { direction: direction as Direction, prefix };
}
