import { textsIn } from '../../domain/texts-in.ts';
import { granted } from '../../domain/fault.ts';
import { changedPrefixes, prefixChange } from '../../domain/gateway/prefixes.ts';
import { notTheOwners } from '../../domain/gateway/refusals.ts';
import { operation } from '../operation.ts';
import { livingAssociation } from './support/living-association.ts';
import { changePrefixes } from './support/change-prefixes.ts';
import { associationView } from './views/association.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_UpdateDirectConnectGatewayAssociation.html
 *
 * The owner of the Direct Connect gateway decides on the prefixes; the other one makes a proposal [UG23].
 */
export default operation('UpdateDirectConnectGatewayAssociation', async (input, ctx) => {
  const change = granted(prefixChange(input));
  const row = await livingAssociation(ctx, input.associationId ?? '');
  if (row.gatewayAccount !== ctx.caller.account) return granted(notTheOwners(row.id));
  const present = textsIn(row.allowedPrefixes);
  const after = await changePrefixes(ctx, row, changedPrefixes(present, change));
  return { directConnectGatewayAssociation: associationView(after) };
});
