import { textsIn } from '../../domain/texts-in.ts';
import { kindOfGateway, noSuchGateway } from '../../domain/cloud-gateway/kind.ts';
import { hasEnded } from '../../domain/ended.ts';
import { granted } from '../../domain/fault.ts';
import { proposalLifecycle } from '../../domain/gateway/lifecycle.ts';
import { prefixChange, requestedPrefixes } from '../../domain/gateway/prefixes.ts';
import { unknownGateway } from '../../domain/gateway/refusals.ts';
import { checkId } from '../../domain/ids.ts';
import { enter } from '../../domain/lifecycle.ts';
import { uuidOf } from '../../domain/uuid.ts';
import { associationOfPair } from '../../store/queries/associations.ts';
import { anyGateway } from '../../store/queries/gateways.ts';
import type { CloudGatewayRow } from '../../store/tables/cloud-gateways.ts';
import { type GatewayRow, type ProposalRow, proposals } from '../../store/tables/gateways.ts';
import { type Context, type Input, operation } from '../operation.ts';
import { hearGateways } from '../support/hear.ts';
import { usableGateway } from '../support/cloud-gateway.ts';
import { associable } from '../../work/associations-around.ts';
import { proposalView } from './views/proposal.ts';

const UUID_BYTES = 16;

type Wish = Input<'CreateDirectConnectGatewayAssociationProposal'>;

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateDirectConnectGatewayAssociationProposal.html
 *
 * Made by the owner of a virtual private or transit gateway in its Region; what forbids the association is found when it
 * is accepted (GUESS #40). Of a pair that is associated it asks for other prefixes [UG23].
 */
export default operation(
  'CreateDirectConnectGatewayAssociationProposal',
  async (input, ctx) => {
    const kind = granted(kindOfGateway(input.gatewayId));
    const change = granted(prefixChange(input));
    const gateway = await proposedGateway(ctx, input);
    const other = await usableGateway(ctx, input.gatewayId, kind, { prefixes: change.add });
    // Whom it is shared with has no say in where it leads (GUESS).
    if (other.account !== ctx.caller.account) granted(noSuchGateway(kind, other.id));
    const existing = await existingPrefixes(ctx, gateway, other);
    const row: ProposalRow = {
      directConnectGatewayId: gateway.id,
      seq: ctx.newSeq(),
      id: uuidOf(ctx.random(UUID_BYTES)),
      gatewayAccount: gateway.account,
      ...enter(proposalLifecycle, 'requested', ctx.now, ctx.settings.durations),
      associatedId: other.id,
      associatedType: other.kind,
      associatedAccount: other.account,
      associatedRegion: other.region,
      existingPrefixes: existing === undefined ? null : JSON.stringify(existing),
      requestedPrefixes: JSON.stringify(requestedPrefixes(associable(other), change, existing)),
      createdAt: ctx.now,
      revision: 1,
    };
    ctx.write.insert(proposals, row);
    return { directConnectGatewayAssociationProposal: proposalView(row) };
  },
  hearGateways(({ gatewayId }) => [gatewayId]),
);

/**
 * The Direct Connect gateway that it is for, as a rule another account's.
 *
 * @throws ServiceFault when that account has none of the id (GUESS #4)
 */
async function proposedGateway(
  ctx: Context,
  { directConnectGatewayId: id, directConnectGatewayOwnerAccount: owner }: Wish,
): Promise<GatewayRow> {
  granted(checkId('DirectConnectGateway', id));
  const row = await anyGateway(ctx.look.reader, id);
  return row?.account === owner && !hasEnded(row) ? row : granted(unknownGateway(id));
}

async function existingPrefixes(
  ctx: Context,
  gateway: GatewayRow,
  other: CloudGatewayRow,
): Promise<readonly string[] | undefined> {
  const row = await associationOfPair(ctx.look, gateway.id, other.id);
  return row === undefined || row.state === 'disassociating' ? undefined : textsIn(row.allowedPrefixes);
}
