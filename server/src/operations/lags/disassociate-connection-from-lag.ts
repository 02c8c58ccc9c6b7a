import { hasEnded } from '../../domain/ended.ts';
import { granted } from '../../domain/fault.ts';
import { checkId } from '../../domain/ids.ts';
import { checkSettled } from '../../domain/lag/join.ts';
import { checkLeave, noSuchConnection, noSuchLag, notAMember } from '../../domain/lag/leave.ts';
import { lagMembers, ownedConnection } from '../../store/queries/connections.ts';
import { ownedLag } from '../../store/queries/lags.ts';
import { leaveLag } from '../../work/lag-members.ts';
import { settleLag } from '../../work/links.ts';
import { connectionView } from '../connections/views/connection.ts';
import { surroundingsOf } from '../connections/views/surroundings.ts';
import { operation, type QueryContext } from '../operation.ts';
import { checkLeavesPool } from './support/leaving.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DisassociateConnectionFromLag.html */
export default operation('DisassociateConnectionFromLag', async (input, ctx) => {
  const { row, lag } = await pair(ctx, input.connectionId, input.lagId);
  if (row.lagId !== lag.id) return granted(notAMember(row.id, lag.id));
  granted(checkSettled(row, ctx.now));
  const members = await lagMembers(ctx.look.reader, lag.id);
  granted(checkLeave(lag, members, row));
  await checkLeavesPool(ctx, lag, members, row);

  // What the LAG carries stays on it, and an empty LAG survives [M].
  const after = await leaveLag(ctx.work, lag, row);
  await settleLag(ctx.work, lag, [after]);
  return connectionView(after, await surroundingsOf(ctx.look.reader, [after]), ctx.caller.account);
});

/** Both, with the texts for what is gone that Terraform takes for an answer [TF]. */
async function pair(ctx: QueryContext, connectionId: string, lagId: string) {
  granted(checkId('Connection', connectionId) ?? checkId('Lag', lagId));
  const [row, lag] = await Promise.all([ownedConnection(ctx.look, connectionId), ownedLag(ctx.look, lagId)]);
  if (row === undefined || hasEnded(row)) return granted(noSuchConnection(connectionId));
  if (lag === undefined || hasEnded(lag)) return granted(noSuchLag(lagId));
  return { row, lag };
}
