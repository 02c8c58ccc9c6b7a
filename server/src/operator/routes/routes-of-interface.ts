import { customerRouter } from '../../store/queries/customer-routers.ts';
import { acceptedRoutes, routingOf } from '../../work/routing-world.ts';
import { findInterface, interfaceParams } from '../find-interface.ts';
import { type Route, route } from '../route.ts';
import { choice, integer, list, object, optional } from '../schema.ts';
import { ROUTE_DIRECTIONS, routeSchema, routeViews } from '../views/routes.ts';

const counts = object({ ipv4: integer(), ipv6: integer() });

/** What a virtual interface accepts and advertises, and why the rest is not. */
export const interfaceRoutesRoute: Route = route({
  name: 'listInterfaceRoutes',
  method: 'GET',
  path: '/virtual-interfaces/:virtualInterfaceId/routes',
  summary: 'Routes that it accepts and advertises, those that it does not, and why',
  role: 'viewer',
  params: interfaceParams,
  query: object({
    direction: optional(choice(ROUTE_DIRECTIONS)),
    addressFamily: optional(choice(['ipv4', 'ipv6'])),
  }),
  answer: object({
    accepted: counts,
    advertised: counts,
    withheld: {
      ...counts,
      description: 'Prefixes of others with SiteLink that the limit of 1,000 keeps back.',
    } as typeof counts,
    items: list(routeSchema),
  }),
  handle: async ({ parts, params, query }) => {
    const { reader } = parts.store;
    const row = await findInterface(reader, params.virtualInterfaceId);
    const [routing, router] = await Promise.all([
      routingOf(reader, row, parts.publicNetwork),
      customerRouter(reader, row.id),
    ]);
    const told = JSON.parse(router?.announcements ?? '[]') as readonly { readonly cidr: string }[];
    const { direction, addressFamily } = query;
    const items = routeViews(
      row,
      routing,
      told.map(({ cidr }) => cidr),
    ).filter(
      (one) =>
        (direction === undefined || one.direction === direction) &&
        (addressFamily === undefined || one.addressFamily === addressFamily),
    );
    const { routes, withheld } = routing.offer;
    return {
      accepted: countsOf(acceptedRoutes(routing.sessions)),
      advertised: countsOf(routes),
      withheld: { ipv4: withheld.ipv4, ipv6: withheld.ipv6 },
      items,
    };
  },
});

function countsOf(routes: readonly { readonly family: 'ipv4' | 'ipv6' }[]) {
  const of = (family: 'ipv4' | 'ipv6') => routes.filter((one) => one.family === family).length;
  return { ipv4: of('ipv4'), ipv6: of('ipv6') };
}
