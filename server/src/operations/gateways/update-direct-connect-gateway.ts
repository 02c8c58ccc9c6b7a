import { gateways } from '../../store/tables/gateways.ts';
import { operation } from '../operation.ts';
import { livingGateway, storedGateway } from './support/own-gateway.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_UpdateDirectConnectGateway.html */
export default operation('UpdateDirectConnectGateway', async (input, ctx) => {
  const row = await livingGateway(ctx, input.directConnectGatewayId);
  const after = ctx.write.update(gateways, row, { name: input.newDirectConnectGatewayName });
  return { directConnectGateway: await storedGateway(ctx, after) };
});
