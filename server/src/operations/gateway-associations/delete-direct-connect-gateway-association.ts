import { kindOfGateway } from '../../domain/cloud-gateway/kind.ts';
import { granted } from '../../domain/fault.ts';
import { noAssociation, unknownAssociation } from '../../domain/gateway/refusals.ts';
import { checkId } from '../../domain/ids.ts';
import { associationOfPair } from '../../store/queries/associations.ts';
import { disassociate } from '../../work/gateways.ts';
import { type Context, type Input, operation } from '../operation.ts';
import { livingAssociation } from './support/living-association.ts';
import { associationView } from './views/association.ts';

type Wish = Input<'DeleteDirectConnectGatewayAssociation'>;

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteDirectConnectGatewayAssociation.html
 *
 * Either owner ends it [UG23]; it is named by its id, or by its two gateways.
 */
export default operation('DeleteDirectConnectGatewayAssociation', async (input, ctx) => {
  const row = await livingAssociation(ctx, await associationIdOf(input, ctx));
  const after = await disassociate(ctx.work, row);
  if (after === undefined) return granted(unknownAssociation(row.id));
  return { directConnectGatewayAssociation: associationView(after) };
});

async function associationIdOf(
  { associationId, directConnectGatewayId, virtualGatewayId }: Wish,
  ctx: Context,
): Promise<string> {
  // Of nothing at all the id is malformed: "Association ID  has an invalid format." [TFI]
  if (directConnectGatewayId === undefined || virtualGatewayId === undefined) return associationId ?? '';
  granted(checkId('DirectConnectGateway', directConnectGatewayId));
  granted(kindOfGateway(virtualGatewayId));
  const found = await associationOfPair(ctx.look, directConnectGatewayId, virtualGatewayId);
  // An id that is given as well has to be the same (GUESS).
  const same = found !== undefined && (associationId ?? found.id) === found.id;
  return same ? found.id : granted(noAssociation(directConnectGatewayId, virtualGatewayId));
}
