import { checkGatewayId, kindOfGateway } from '../../domain/cloud-gateway/kind.ts';
import { granted } from '../../domain/fault.ts';
import { prefixList, standardPrefixes } from '../../domain/gateway/prefixes.ts';
import { needsOneOf } from '../../domain/gateway/refusals.ts';
import { type Input, operation } from '../operation.ts';
import { hearGateways } from '../support/hear.ts';
import { usableGateway } from '../support/cloud-gateway.ts';
import { livingGateway } from '../gateways/support/own-gateway.ts';
import { associable } from '../../work/associations-around.ts';
import { associate } from './support/associate.ts';
import { associationView } from './views/association.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateDirectConnectGatewayAssociation.html
 *
 * Both gateways are the caller's, and the other one is of the called Region [CLI][TFI#21608]; across accounts there are
 * proposals.
 */
export default operation(
  'CreateDirectConnectGatewayAssociation',
  async (input, ctx) => {
    const otherId = otherGatewayId(input);
    const kind = granted(kindOfGateway(otherId));
    const member = 'addAllowedPrefixesToDirectConnectGateway';
    const asked = granted(prefixList(member, input.addAllowedPrefixesToDirectConnectGateway));
    const gateway = await livingGateway(ctx, input.directConnectGatewayId);
    const other = await usableGateway(ctx, otherId, kind, { prefixes: asked });
    const prefixes = asked.length > 0 ? asked : standardPrefixes(associable(other));
    const row = await associate(ctx, gateway, other, prefixes);
    return { directConnectGatewayAssociation: associationView(row) };
  },
  hearGateways(({ gatewayId, virtualGatewayId }) => [gatewayId, virtualGatewayId]),
);

/** `virtualGatewayId` is the older member, for virtual private gateways alone [M]. */
function otherGatewayId({
  gatewayId,
  virtualGatewayId,
}: Input<'CreateDirectConnectGatewayAssociation'>): string {
  if (virtualGatewayId !== undefined) granted(checkGatewayId('virtualPrivateGateway', virtualGatewayId));
  const [id, ...more] = [gatewayId, virtualGatewayId].filter((one) => one !== undefined);
  return id === undefined || more.length > 0 ? granted(needsOneOf(['gatewayId', 'virtualGatewayId'])) : id;
}
