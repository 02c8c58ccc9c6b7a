import { granted } from '../../../domain/fault.ts';
import { checkMinimum } from '../../../domain/lag/leave.ts';
import { checkPoolWithout } from '../../../domain/prefix-pool.ts';
import { lagMembers } from '../../../store/queries/connections.ts';
import { anyLag } from '../../../store/queries/lags.ts';
import { poolUse } from '../../../store/queries/pool-use.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import { type LagRow, lags } from '../../../store/tables/lags.ts';
import type { Context } from '../../operation.ts';

/**
 * A connection that goes from one LAG to another has to leave the first its minimum [M][UG23], and a pool that is large
 * enough [UG26].
 *
 * @throws ServiceFault when it does not
 */
export async function checkLeaves(ctx: Context, row: ConnectionRow): Promise<void> {
  if (row.lagId === null) return;
  const { reader } = ctx.look;
  const [lag, members] = await Promise.all([anyLag(reader, row.lagId), lagMembers(reader, row.lagId)]);
  if (lag === undefined) return;
  granted(checkMinimum(lag, members, row));
  await checkLeavesPool(ctx, lag, members, row);
}

/**
 * Whoever takes a member out of a LAG leaves it the prefixes that its virtual interfaces were given [UG26].
 *
 * @param members all of them, `leaving` among them
 * @throws ServiceFault when it would not
 */
export async function checkLeavesPool(
  ctx: Context,
  lag: LagRow,
  members: readonly ConnectionRow[],
  leaving: ConnectionRow,
): Promise<void> {
  ctx.write.touch(lags, lag);
  // A partner's LAG has no pool; where quotas are turned off nothing is counted.
  if (lag.allowsHosted === 1 || !ctx.settings.quotas) return;
  granted(checkPoolWithout(lag, members, leaving, await poolUse(ctx.look.reader, lag.id)));
}
