import { granted } from '../../../domain/fault.ts';
import { checkMinimum } from '../../../domain/lag/leave.ts';
import { lagMembers } from '../../../store/queries/connections.ts';
import { anyLag } from '../../../store/queries/lags.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { QueryContext } from '../../operation.ts';

/**
 * A connection that goes from one LAG to another has to leave the first its minimum [M][UG23].
 *
 * @throws ServiceFault when it does not
 */
export async function checkLeavesMinimum(ctx: QueryContext, row: ConnectionRow): Promise<void> {
  if (row.lagId === null) return;
  const { reader } = ctx.look;
  const [lag, members] = await Promise.all([anyLag(reader, row.lagId), lagMembers(reader, row.lagId)]);
  if (lag !== undefined) granted(checkMinimum(lag, members, row));
}
