import { granted } from '../../domain/fault.ts';
import { checkId } from '../../domain/ids.ts';
import { allocatedPrefixes, gatewaysPage, ownedGateway } from '../../store/queries/gateways.ts';
import { query } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { storedGateway } from './support/own-gateway.ts';
import { gatewayView } from './views/gateway.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeDirectConnectGateways.html
 *
 * The caller's own, from any Region [M]; deleted ones never [M], and an id that names none gives an empty list [TF].
 */
export default query('DescribeDirectConnectGateways', async (input, ctx) => {
  const page = pageOf('DescribeDirectConnectGateways', input, ctx.look);
  if (input.directConnectGatewayId !== undefined) {
    granted(checkId('DirectConnectGateway', input.directConnectGatewayId));
    const row = await ownedGateway(ctx.look, input.directConnectGatewayId);
    return { directConnectGateways: row === undefined ? [] : [await storedGateway(ctx, row)] };
  }
  const [found, allocated] = await Promise.all([
    gatewaysPage(ctx.look, page),
    allocatedPrefixes(ctx.look, page),
  ]);
  const { rows, next } = cut(found, page);
  return { directConnectGateways: rows.map((row) => gatewayView(row, allocated.get(row.id) ?? 0)), ...next };
});
