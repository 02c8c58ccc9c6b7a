import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { checkParentConnection, checkParentLag } from '../../../domain/hosted/parent.ts';
import type { Carrier } from '../../../domain/hosted/room.ts';
import { checkId, unknownConnection } from '../../../domain/ids.ts';
import { lagMembers, ownedConnection } from '../../../store/queries/connections.ts';
import { livingOn } from '../../../store/queries/hosted.ts';
import { type ConnectionRow, connections } from '../../../store/tables/connections.ts';
import { lags } from '../../../store/tables/lags.ts';
import { livingLag } from '../../lags/support/living.ts';
import type { Context } from '../../operation.ts';

/** An interconnect or LAG of the caller's that hosted connections are put on. */
export interface Parent extends Carrier {
  readonly id: string;
  readonly location: string;
  readonly deviceId: string | null;
  readonly carried: readonly ConnectionRow[];
}

/**
 * The interconnect or LAG that a hosted connection is to live on. What it carries is summed and compared, so it is
 * touched.
 *
 * @throws ServiceFault when the caller has none of that id, or it carries no hosted connections
 */
export async function parentOf(ctx: Context, id: string): Promise<Parent> {
  granted(checkId('ConnectionOrLag', id));
  return id.startsWith('dxlag-') ? parentLag(ctx, id) : parentConnection(ctx, id);
}

/**
 * The same where only an interconnect will do.
 *
 * @throws ServiceFault as above
 */
export async function parentInterconnect(ctx: Context, id: string): Promise<Parent> {
  granted(checkId('Interconnect', id));
  const row = await ownedConnection(ctx.look, id);
  if (row?.kind !== 'interconnect') return granted(unknownConnection(id));
  return parentConnection(ctx, id);
}

async function parentConnection(ctx: Context, id: string): Promise<Parent> {
  const row = await ownedConnection(ctx.look, id);
  if (row === undefined || hasEnded(row)) return granted(unknownConnection(id));
  granted(checkParentConnection(row));
  ctx.write.touch(connections, row);
  return {
    id,
    name: `Interconnect ${id}`,
    location: row.location,
    deviceId: row.deviceId,
    ports: [row.bandwidth],
    carried: await livingOn(ctx.look.reader, id),
  };
}

async function parentLag(ctx: Context, id: string): Promise<Parent> {
  const row = await livingLag(ctx, id);
  granted(checkParentLag(row));
  ctx.write.touch(lags, row);
  const members = await lagMembers(ctx.look.reader, id);
  return {
    id,
    name: `Lag ${id}`,
    location: row.location,
    deviceId: row.deviceId,
    ports: members.map(({ bandwidth }) => bandwidth),
    carried: await livingOn(ctx.look.reader, id),
  };
}
