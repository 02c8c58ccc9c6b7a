import { kindOfGateway } from '../../domain/cloud-gateway/kind.ts';
import { granted } from '../../domain/fault.ts';
import { checkId } from '../../domain/ids.ts';
import { proposalsPage, seenProposal } from '../../store/queries/proposals.ts';
import type { ProposalRow } from '../../store/tables/gateways.ts';
import { type Input, query } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { proposalView } from './views/proposal.ts';

type Filter = Input<'DescribeDirectConnectGatewayAssociationProposals'>;

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeDirectConnectGatewayAssociationProposals.html
 *
 * Those that the caller has made or received, from any Region [CLI]; of several filters all hold (GUESS).
 */
export default query('DescribeDirectConnectGatewayAssociationProposals', async (input, ctx) => {
  const { directConnectGatewayId: gatewayId, proposalId, associatedGatewayId: associatedId } = input;
  const page = pageOf('DescribeDirectConnectGatewayAssociationProposals', input, ctx.look);
  if (gatewayId !== undefined) granted(checkId('DirectConnectGateway', gatewayId));
  if (associatedId !== undefined) granted(kindOfGateway(associatedId));
  if (proposalId !== undefined) {
    granted(checkId('AssociationProposal', proposalId));
    const row = await seenProposal(ctx.look, proposalId);
    const found = row !== undefined && matches(row, input) ? [row] : [];
    return { directConnectGatewayAssociationProposals: found.map(proposalView) };
  }
  const { rows, next } = cut(await proposalsPage(ctx.look, { gatewayId, associatedId }, page), page);
  return { directConnectGatewayAssociationProposals: rows.map(proposalView), ...next };
});

function matches(row: ProposalRow, { directConnectGatewayId, associatedGatewayId }: Filter): boolean {
  return (
    (directConnectGatewayId ?? row.directConnectGatewayId) === row.directConnectGatewayId &&
    (associatedGatewayId ?? row.associatedId) === row.associatedId
  );
}
