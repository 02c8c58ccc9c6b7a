import { textsIn } from '../../../domain/texts-in.ts';
import { granted } from '../../../domain/fault.ts';
import { checkAllowedPrefixes } from '../../../domain/gateway/associate.ts';
import { samePrefixes } from '../../../domain/gateway/prefixes.ts';
import { wrongState } from '../../../domain/gateway/refusals.ts';
import { anyGateway } from '../../../store/queries/gateways.ts';
import { type AssociationRow, gateways } from '../../../store/tables/gateways.ts';
import { updateAssociation } from '../../../work/gateways.ts';
import type { Context } from '../../operation.ts';
import { callerAccount, quotasOf } from '../../support/account.ts';
import { associatedWith } from '../../../work/associations-around.ts';

/**
 * Gives an association other allowed prefixes; what they are compared with lies on its Direct Connect gateway, which is
 * touched. The same ones change nothing (GUESS, as #51).
 *
 * @throws ServiceFault when a rule refuses them, or it is not associated yet
 */
export async function changePrefixes(
  ctx: Context,
  row: AssociationRow,
  prefixes: readonly string[],
): Promise<AssociationRow> {
  if (row.state === 'disassociating') return granted(cannotChange(row));
  if (samePrefixes(textsIn(row.allowedPrefixes), prefixes)) return row;
  const { reader } = ctx.look;
  const [around, account, gateway] = await Promise.all([
    associatedWith(reader, row.directConnectGatewayId),
    callerAccount(ctx),
    anyGateway(reader, row.directConnectGatewayId),
  ]);
  granted(checkAllowedPrefixes({ ...row, prefixes }, around, quotasOf(ctx, account)));
  if (gateway !== undefined) ctx.write.touch(gateways, gateway);
  const after = await updateAssociation(ctx.work, row, prefixes);
  return after ?? granted(cannotChange(row));
}

const cannotChange = ({ id, state }: AssociationRow) =>
  wrongState('Direct Connect Gateway Association', id, state);
