import { granted } from '../../domain/fault.ts';
import { proposalLifecycle } from '../../domain/gateway/lifecycle.ts';
import { alreadyAccepted, unknownProposal } from '../../domain/gateway/refusals.ts';
import { checkId } from '../../domain/ids.ts';
import { step } from '../../domain/lifecycle.ts';
import { seenProposal } from '../../store/queries/proposals.ts';
import { proposals } from '../../store/tables/gateways.ts';
import { operation } from '../operation.ts';
import { proposalView } from './views/proposal.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteDirectConnectGatewayAssociationProposal.html
 *
 * Either side deletes one [UG23], but not an accepted one [M].
 */
export default operation('DeleteDirectConnectGatewayAssociationProposal', async (input, ctx) => {
  granted(checkId('AssociationProposal', input.proposalId));
  const row = await seenProposal(ctx.look, input.proposalId);
  // A deleted one is seen for a while, and looks unknown here (GUESS #52).
  if (row === undefined || row.state === 'deleted') return granted(unknownProposal(input.proposalId));
  const phase = step(proposalLifecycle, row.state, 'delete', ctx.now, ctx.settings.durations);
  if (phase === undefined) return granted(alreadyAccepted(row.id));
  return { directConnectGatewayAssociationProposal: proposalView(ctx.write.update(proposals, row, phase)) };
});
