import { granted } from '../../domain/fault.ts';
import { routeTest } from '../../domain/routing/listing.ts';
import { required } from '../../domain/virtual-interface/refusals.ts';
import { device } from '../../store/queries/inventory.ts';
import { query } from '../operation.ts';
import { ownLivingInterface } from './support/living.ts';
import { routesListed } from './support/routes-listed.ts';
import { routesPage } from './support/routes-page.ts';
import { routeView } from './views/route.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ListVirtualInterfaceRoutes.html */
export default query('ListVirtualInterfaceRoutes', async (input, ctx) => {
  const page = routesPage(input, ctx.look);
  // Of the owner alone, not of the connection's (GUESS #25).
  const id = granted(required('virtualInterfaceId', input.virtualInterfaceId));
  const row = await ownLivingInterface(ctx, id, 'list its routes');
  const isAskedFor = granted(routeTest(input.filters ?? {}));
  const [{ routes, next, sessions }, at] = await Promise.all([
    routesListed(ctx, row, isAskedFor, page),
    device(ctx.look.reader, row.deviceId),
  ]);
  const logicalId = at?.logicalId ?? row.deviceId;
  return {
    virtualInterfaceId: id,
    routes: routes.map((route) => routeView(route, sessions, logicalId)),
    ...next,
  };
});
