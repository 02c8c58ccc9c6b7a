import { checkDeletion, type LagAround } from '../../domain/connection/delete.ts';
import { hasEnded } from '../../domain/ended.ts';
import { granted } from '../../domain/fault.ts';
import { lagMembers } from '../../store/queries/connections.ts';
import { livingOn } from '../../store/queries/hosted.ts';
import { anyLag } from '../../store/queries/lags.ts';
import { countInterfacesOn } from '../../store/queries/virtual-interfaces.ts';
import type { ConnectionRow } from '../../store/tables/connections.ts';
import { lags } from '../../store/tables/lags.ts';
import { deleteConnection } from '../../work/deletions.ts';
import { checkLeavesPool } from '../lags/support/leaving.ts';
import type { Context } from '../operation.ts';

/**
 * Deletes a living connection of any kind, where nothing stands on it any more.
 *
 * @param event `decline`: its owner does not want a hosted connection that was ordered for it
 * @throws ServiceFault when something does
 */
export async function deletePort(
  ctx: Context,
  row: ConnectionRow,
  event: 'delete' | 'decline' = 'delete',
): Promise<ConnectionRow> {
  const hosted = row.kind === 'interconnect' ? await livingOn(ctx.look.reader, row.id) : [];
  // What is being deleted holds nobody, as with a LAG [M].
  const hostedConnections = hosted.filter((one) => !hasEnded(one)).length;
  granted(
    checkDeletion({
      id: row.id,
      // Those of a LAG's member run on the LAG.
      virtualInterfaces: await countInterfacesOn(ctx.look.reader, row.id),
      hostedConnections,
      lag: await lagAround(ctx, row),
      member: row,
    }),
  );
  const after = await deleteConnection(ctx.work, row, event);
  if (after === undefined) throw new Error(`${row.id} is ${row.state} and lives, but cannot be deleted`);
  return after;
}

/** The LAG with its members, which can do without it as far as prefixes go; it is touched, because they are counted. */
async function lagAround(ctx: Context, row: ConnectionRow): Promise<LagAround | undefined> {
  if (row.lagId === null) return undefined;
  const lag = await anyLag(ctx.look.reader, row.lagId);
  if (lag === undefined) return undefined;
  ctx.write.touch(lags, lag);
  const members = await lagMembers(ctx.look.reader, lag.id);
  await checkLeavesPool(ctx, lag, members, row);
  return { ...lag, members };
}
