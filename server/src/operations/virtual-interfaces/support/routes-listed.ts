import { remembered } from '../../../domain/remembered.ts';
import { type ListedRoute, listed, type RouteTest, selectRoutes } from '../../../domain/routing/listing.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import { routingMark } from '../../../work/routing-mark.ts';
import {
  acceptedRoutes,
  type PublicNetwork,
  routingOf,
  type SessionRoutes,
} from '../../../work/routing-world.ts';
import type { QueryContext } from '../../operation.ts';
import { cutRoutes, type RoutesPage } from './routes-page.ts';

/** All routes of a virtual interface, in the order of the list. */
interface Listing {
  readonly routes: readonly ListedRoute[];
  readonly sessions: readonly SessionRoutes[];
}

/** So many lists of which pages are outstanding are kept: some thousand routes each. */
const KEPT_MAX = 4;

/** Those of one server, by what they follow from; the one asked for last comes last. */
const keptOf = remembered<PublicNetwork, Map<string, Listing>>(() => new Map());

/**
 * A page of the routes of a virtual interface. The list is computed once for all its pages, as long as it follows from the
 * same: that is looked at for each page.
 */
export async function routesListed(
  ctx: QueryContext,
  row: VirtualInterfaceRow,
  isAskedFor: RouteTest,
  page: RoutesPage,
): Promise<ReturnType<typeof cutRoutes> & Pick<Listing, 'sessions'>> {
  const kept = keptOf(ctx.settings.publicNetwork);
  const mark = await routingMark(ctx.look.reader, row);
  const listing = kept.get(mark) ?? (await computed(ctx, row));
  const { routes, next } = cutRoutes(listing.routes.filter(isAskedFor), page);
  const known = kept.delete(mark);
  if (next.nextToken !== undefined && (known || (await routingMark(ctx.look.reader, row)) === mark))
    kept.set(mark, listing);
  for (const oldest of kept.keys()) if (kept.size > KEPT_MAX) kept.delete(oldest);
  return { routes, next, sessions: listing.sessions };
}

async function computed({ look, settings }: QueryContext, row: VirtualInterfaceRow): Promise<Listing> {
  const { sessions, offer } = await routingOf(look.reader, row, settings.publicNetwork);
  const all = [...listed('accepted', acceptedRoutes(sessions)), ...listed('advertised', offer.routes)];
  return { sessions, routes: selectRoutes(all, () => true) };
}
