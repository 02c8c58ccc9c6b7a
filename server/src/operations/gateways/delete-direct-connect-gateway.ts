import { granted } from '../../domain/fault.ts';
import { gatewayLifecycle } from '../../domain/gateway/lifecycle.ts';
import { unknownGateway } from '../../domain/gateway/refusals.ts';
import { step } from '../../domain/lifecycle.ts';
import { gateways } from '../../store/tables/gateways.ts';
import { operation } from '../operation.ts';
import { livingGateway, storedGateway } from './support/own-gateway.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteDirectConnectGateway.html
 *
 * Accepted whatever is on the gateway; with something left it is available again after a while [TFI#10214].
 */
export default operation('DeleteDirectConnectGateway', async (input, ctx) => {
  const row = await livingGateway(ctx, input.directConnectGatewayId);
  const phase = step(gatewayLifecycle, row.state, 'delete', ctx.now, ctx.settings.durations);
  if (phase === undefined) return granted(unknownGateway(row.id));
  const after = ctx.write.update(gateways, row, { ...phase, stateChangeError: null });
  return { directConnectGateway: await storedGateway(ctx, after) };
});
