import { granted } from '../../domain/fault.ts';
import { checkReader } from '../../domain/router-config/reader.ts';
import { routerConfiguration } from '../../domain/router-config/router-configuration.ts';
import { routerTypeOf } from '../../domain/router-config/router-types.ts';
import { query } from '../operation.ts';
import { seenLivingInterface } from './support/living.ts';
import { configuredInterface } from './support/router-config.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeRouterConfiguration.html */
export default query('DescribeRouterConfiguration', async (input, ctx) => {
  const row = await seenLivingInterface(ctx, input.virtualInterfaceId);
  const router = granted(routerTypeOf(input.routerTypeIdentifier));
  granted(checkReader(row, ctx.caller.account));
  const customerRouterConfig = granted(routerConfiguration(router, await configuredInterface(ctx, row)));
  return {
    customerRouterConfig,
    router,
    virtualInterfaceId: row.id,
    virtualInterfaceName: row.name,
  };
});
