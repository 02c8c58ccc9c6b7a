import { anyConnection, lagMembers } from '../store/queries/connections.ts';
import { anyLag } from '../store/queries/lags.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';

/** A key of a connection or LAG has come or gone: its ports are to be looked at. */
export async function keyChanged(work: Work, parentId: string): Promise<void> {
  if (!parentId.startsWith('dxlag-')) {
    const row = await anyConnection(work.reader, parentId);
    return markDirty(work, row?.deviceId ?? null);
  }
  const lag = await anyLag(work.reader, parentId);
  if (lag === undefined) return;
  const members = await lagMembers(work.reader, lag.id);
  if (members.length > 0) await markDirty(work, lag.deviceId);
}
