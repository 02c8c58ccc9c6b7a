import { granted } from '../../domain/fault.ts';
import { enter } from '../../domain/lifecycle.ts';
import { arnOf } from '../../domain/region.ts';
import { resiliencyAssociationLifecycle } from '../../domain/resiliency/lifecycle.ts';
import { planJoin } from '../../domain/resiliency/members.ts';
import { countMembers } from '../../store/queries/resiliency.ts';
import { type ConnectionRow, connections } from '../../store/tables/connections.ts';
import {
  type ResiliencyAssociationRow,
  resiliencyAssociations,
  resiliencyGroups,
} from '../../store/tables/resiliency.ts';
import { type Context, type Input, operation } from '../operation.ts';
import { callerAccount, quotasOf } from '../support/account.ts';
import { once } from '../support/once.ts';
import { namedConnections } from './support/batch.ts';
import { livingGroup } from './support/groups.ts';
import { associationView } from './views/group.ts';

const NAME = 'AssociateConnectionsToResiliencyGroup';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AssociateConnectionsToResiliencyGroup.html */
export default operation('AssociateConnectionsToResiliencyGroup', (input, ctx) => {
  const { clientToken: token, resiliencyGroupId, connectionIdentifiers } = input;
  const parameters = [resiliencyGroupId, connectionIdentifiers];
  return once(ctx, { operation: NAME, token, parameters }, () => associate(input, ctx));
});

async function associate(input: Input<typeof NAME>, ctx: Context) {
  const group = await livingGroup(ctx, input.resiliencyGroupId);
  const named = await namedConnections(ctx, input.connectionIdentifiers);
  const { connectionsPerResiliencyGroup: max } = quotasOf(ctx, await callerAccount(ctx));
  const present = Number.isFinite(max) ? await countMembers(ctx.look.reader, group.id, max) : 0;
  const joining = new Set(granted(planJoin(group.id, named, present, max)));

  // Others that join or leave count the same members.
  ctx.write.touch(resiliencyGroups, group);
  const rows = named.map((one) => (joining.has(one) ? join(ctx, group.id, one.connection) : one.association));
  return { resiliencyGroupAssociations: rows.filter((row) => row !== undefined).map(associationView) };
}

function join(
  ctx: Context,
  groupId: string,
  connection: ConnectionRow | undefined,
): ResiliencyAssociationRow | undefined {
  if (connection === undefined) return undefined;
  const row: ResiliencyAssociationRow = {
    groupId,
    seq: ctx.newSeq(),
    connectionId: connection.id,
    connectionArn: arnOf('dxcon', connection.region, connection.account, connection.id),
    ...enter(resiliencyAssociationLifecycle, 'associating', ctx.now, ctx.settings.durations),
    revision: 1,
  };
  // Its deletion takes the association along, and must see it.
  ctx.write.touch(connections, connection);
  ctx.write.insert(resiliencyAssociations, row);
  return row;
}
