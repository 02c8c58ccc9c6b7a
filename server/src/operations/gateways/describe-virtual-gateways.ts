import { virtualGatewaysOf } from '../../store/queries/cloud-gateways.ts';
import { query } from '../operation.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeVirtualGateways.html
 *
 * The caller's virtual private gateways of the Region; the real service asks to use EC2 instead [M].
 */
export default query('DescribeVirtualGateways', async (_, ctx) => {
  const rows = await virtualGatewaysOf(ctx.look);
  return {
    virtualGateways: rows.map(({ id, state }) => ({ virtualGatewayId: id, virtualGatewayState: state })),
  };
});
