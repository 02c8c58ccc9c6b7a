import { granted } from '../../domain/fault.ts';
import { listed, routeTest, selectRoutes } from '../../domain/routing/listing.ts';
import { required } from '../../domain/virtual-interface/refusals.ts';
import { device } from '../../store/queries/inventory.ts';
import { acceptedRoutes, routingOf } from '../../work/routing-world.ts';
import { query } from '../operation.ts';
import { ownLivingInterface } from './support/living.ts';
import { cutRoutes, routesPage } from './support/routes-page.ts';
import { routeView } from './views/route.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ListVirtualInterfaceRoutes.html */
export default query('ListVirtualInterfaceRoutes', async (input, ctx) => {
  const page = routesPage(input);
  // Of the owner alone, not of the connection's (GUESS #25).
  const id = granted(required('virtualInterfaceId', input.virtualInterfaceId));
  const row = await ownLivingInterface(ctx, id);
  const isAskedFor = granted(routeTest(input.filters ?? {}));
  const { reader } = ctx.look;
  const [{ sessions, offer }, at] = await Promise.all([
    routingOf(reader, row, ctx.settings.publicNetwork),
    device(reader, row.deviceId),
  ]);
  const all = [...listed('accepted', acceptedRoutes(sessions)), ...listed('advertised', offer.routes)];
  const { routes, next } = cutRoutes(selectRoutes(all, isAskedFor), page);
  const logicalId = at?.logicalId ?? row.deviceId;
  return {
    virtualInterfaceId: id,
    routes: routes.map((route) => routeView(route, sessions, logicalId)),
    ...next,
  };
});
