import { textsIn } from '../../domain/texts-in.ts';
import type { Heard } from '../../domain/cloud-gateway/heard.ts';
import { granted } from '../../domain/fault.ts';
import { proposalLifecycle } from '../../domain/gateway/lifecycle.ts';
import { prefixList } from '../../domain/gateway/prefixes.ts';
import { alreadyAccepted, notInRegion, unknownProposal } from '../../domain/gateway/refusals.ts';
import { checkId } from '../../domain/ids.ts';
import { step } from '../../domain/lifecycle.ts';
import { associationOfPair } from '../../store/queries/associations.ts';
import { seenProposal } from '../../store/queries/proposals.ts';
import type { CloudGatewayRow } from '../../store/tables/cloud-gateways.ts';
import {
  type AssociationRow,
  type GatewayRow,
  type ProposalRow,
  proposals,
} from '../../store/tables/gateways.ts';
import { type Context, type Input, operation, type Outside } from '../operation.ts';
import { currentGateway } from '../support/cloud-gateway.ts';
import { heardOf } from '../support/hear.ts';
import { livingGateway } from '../gateways/support/own-gateway.ts';
import { associate } from './support/associate.ts';
import { changePrefixes } from './support/change-prefixes.ts';
import { associationView } from './views/association.ts';

type Wish = Input<'AcceptDirectConnectGatewayAssociationProposal'>;

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AcceptDirectConnectGatewayAssociationProposal.html
 *
 * By the owner of the Direct Connect gateway, in the Region of the other one [aws-cli#6597]. A pair that is associated
 * keeps its association, and has other prefixes [TF].
 */
export default operation(
  'AcceptDirectConnectGatewayAssociationProposal',
  async (input, ctx) => {
    const member = 'overrideAllowedPrefixesToDirectConnectGateway';
    const override = granted(prefixList(member, input.overrideAllowedPrefixesToDirectConnectGateway));
    const gateway = await livingGateway(ctx, input.directConnectGatewayId);
    const proposal = await acceptable(ctx, gateway, input);
    const other = await proposedGateway(ctx, proposal);
    // The owner's own prefixes are what the proposal shows afterwards [TF]; an empty list is none (GUESS).
    const prefixes = override.length > 0 ? override : textsIn(proposal.requestedPrefixes);
    const phase = step(proposalLifecycle, proposal.state, 'accept', ctx.now, ctx.settings.durations);
    if (phase === undefined) return granted(alreadyAccepted(proposal.id));
    ctx.write.update(proposals, proposal, { ...phase, requestedPrefixes: JSON.stringify(prefixes) });
    return {
      directConnectGatewayAssociation: associationView(await accepted(ctx, gateway, other, prefixes)),
    };
  },
  hearProposed,
);

/** The gateway of the proposal, as its owner sees it. */
async function hearProposed({ proposalId }: Wish, outside: Outside): Promise<ReadonlyMap<string, Heard>> {
  const proposal = await seenProposal(outside.look, proposalId);
  return proposal === undefined
    ? new Map()
    : heardOf(outside, [proposal.associatedId], proposal.associatedAccount);
}

/**
 * A proposal for a gateway of the caller's; what does not fit together is not found (GUESS #4).
 *
 * @throws ServiceFault when there is none, or it is accepted already
 */
async function acceptable(ctx: Context, gateway: GatewayRow, input: Wish): Promise<ProposalRow> {
  granted(checkId('AssociationProposal', input.proposalId));
  const row = await seenProposal(ctx.look, input.proposalId);
  const fits =
    row?.directConnectGatewayId === gateway.id &&
    row.associatedAccount === input.associatedGatewayOwnerAccount;
  if (row === undefined || !fits || row.state === 'deleted')
    return granted(unknownProposal(input.proposalId));
  return row.state === 'accepted' ? granted(alreadyAccepted(row.id)) : row;
}

/** @throws ServiceFault when it is not in the called Region, or no longer there */
async function proposedGateway(ctx: Context, proposal: ProposalRow): Promise<CloudGatewayRow> {
  const row = await currentGateway(ctx, proposal.associatedId, proposal.associatedType);
  const there = row?.state === 'available' && row.region === ctx.caller.region;
  return row !== undefined && there ? row : granted(notInRegion(proposal.associatedType, proposal.id));
}

async function accepted(
  ctx: Context,
  gateway: GatewayRow,
  other: CloudGatewayRow,
  prefixes: readonly string[],
): Promise<AssociationRow> {
  const present = await associationOfPair(ctx.look, gateway.id, other.id);
  return present === undefined
    ? associate(ctx, gateway, other, prefixes)
    : changePrefixes(ctx, present, prefixes);
}
