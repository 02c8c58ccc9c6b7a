import { connectionLifecycle } from '../domain/connection/lifecycle.ts';
import { step } from '../domain/lifecycle.ts';
import { anyConnection, lagMembers } from '../store/queries/connections.ts';
import { anyLag } from '../store/queries/lags.ts';
import { macSecKeysOf } from '../store/queries/macsec-keys.ts';
import { type ConnectionRow, connections } from '../store/tables/connections.ts';
import { type LagRow, lags } from '../store/tables/lags.ts';
import { macSecKeys } from '../store/tables/macsec-keys.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { portOf, settleConnection, settleMembers } from './links.ts';

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

/** A key is being associated: what is available is `pending` on the wire for a moment [UG23]. */
export function rekey(work: Work, rows: readonly ConnectionRow[]): void {
  for (const row of rows) {
    const phase = step(connectionLifecycle, row.state, 'rekey', work.now, work.durations);
    if (phase !== undefined) work.write.update(connections, row, phase);
  }
}

/** Removes every key of a connection or LAG at once; the secrets stay. */
export async function dropKeys(work: Work, parentId: string): Promise<void> {
  for (const key of await macSecKeysOf(work.reader, parentId)) work.write.remove(macSecKeys, key);
}

/** Gives a connection that stands alone another encryption mode, and lets its state follow. */
export async function encryptConnection(
  work: Work,
  row: ConnectionRow,
  mode: string,
): Promise<ConnectionRow> {
  const after = work.write.update(connections, row, { encryptionMode: mode });
  await markDirty(work, row.deviceId);
  const at = await portOf(work, after);
  return at === undefined ? after : settleConnection(work, after, at);
}

/** Gives a LAG and all its members another encryption mode [M], and lets their states follow. */
export async function encryptLag(
  work: Work,
  lag: LagRow,
  mode: string,
): Promise<{ readonly lag: LagRow; readonly members: readonly ConnectionRow[] }> {
  const changed = work.write.update(lags, lag, { encryptionMode: mode });
  const members = (await lagMembers(work.reader, lag.id)).map((row) =>
    work.write.update(connections, row, { encryptionMode: mode }),
  );
  if (members.length > 0) await markDirty(work, lag.deviceId);
  return settleMembers(work, changed, members);
}
