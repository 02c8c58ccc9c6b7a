import { granted } from '../../domain/fault.ts';
import { step } from '../../domain/lifecycle.ts';
import { resiliencyAssociationLifecycle } from '../../domain/resiliency/lifecycle.ts';
import { checkLeave } from '../../domain/resiliency/members.ts';
import { type ResiliencyAssociationRow, resiliencyAssociations } from '../../store/tables/resiliency.ts';
import { type Context, type Input, operation } from '../operation.ts';
import { once } from '../support/once.ts';
import { namedConnections } from './support/batch.ts';
import { livingGroup } from './support/groups.ts';
import { associationView } from './views/group.ts';

const NAME = 'DisassociateConnectionsFromResiliencyGroup';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DisassociateConnectionsFromResiliencyGroup.html */
export default operation('DisassociateConnectionsFromResiliencyGroup', (input, ctx) => {
  const { clientToken: token, resiliencyGroupId, connectionIdentifiers } = input;
  const parameters = [resiliencyGroupId, connectionIdentifiers];
  return once(ctx, { operation: NAME, token, parameters }, () => disassociate(input, ctx));
});

async function disassociate(input: Input<typeof NAME>, ctx: Context) {
  const group = await livingGroup(ctx, input.resiliencyGroupId);
  const named = await namedConnections(ctx, input.connectionIdentifiers);
  granted(checkLeave(group.id, named));
  const rows = named.map(({ association }) => association && leave(ctx, association));
  return { resiliencyGroupAssociations: rows.filter((row) => row !== undefined).map(associationView) };
}

function leave(ctx: Context, row: ResiliencyAssociationRow): ResiliencyAssociationRow {
  const { durations } = ctx.settings;
  const phase = step(resiliencyAssociationLifecycle, row.state, 'disassociate', ctx.now, durations);
  return phase === undefined ? row : ctx.write.update(resiliencyAssociations, row, phase);
}
