import { TOO_FEW_LINKS } from '../domain/bgp-peer/causes.ts';
import { connectionLifecycle } from '../domain/connection/lifecycle.ts';
import { lagLifecycle } from '../domain/lag/lifecycle.ts';
import { enter, step } from '../domain/lifecycle.ts';
import { modeWithoutKeys } from '../domain/macsec/encryption.ts';
import { lagMembers } from '../store/queries/connections.ts';
import { livingOn } from '../store/queries/hosted.ts';
import { anyLag } from '../store/queries/lags.ts';
import { type ConnectionRow, connections } from '../store/tables/connections.ts';
import { type LagRow, lags } from '../store/tables/lags.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { takeInterfacesAlong } from './interface-moves.ts';
import { carriesNow, followParent, followPort, portOf, settleLag } from './links.ts';
import { dropKeys } from './macsec.ts';
import { leaveResiliencyGroup } from './resiliency.ts';
import { interruptSessionsOver } from './sessions.ts';

/** A LAG and one of its members, as a unit of work leaves them. */
export interface Joined {
  readonly lag: LagRow;
  readonly connection: ConnectionRow;
}

/**
 * Makes a connection a member of a LAG, out of the one that it is in. It is interrupted [M]; its own MACsec keys are
 * dropped, the LAG's apply [UG23]. One that stood alone takes along what runs over it [M]: its virtual interfaces, or an
 * interconnect's hosted connections, which makes the LAG a partner's. The rules are checked before.
 */
export async function joinLag(
  work: Work,
  lag: LagRow,
  row: ConnectionRow,
  billingMode: string,
): Promise<Joined> {
  const from = row.lagId === null ? undefined : await anyLag(work.reader, row.lagId);
  let connection = work.write.update(connections, row, {
    ...(await leaving(work, row, from)),
    lagId: lag.id,
    billingMode,
    encryptionMode: lag.encryptionMode,
  });
  await markDirty(work, row.deviceId);
  if (from === undefined) await dropKeys(work, row.id);
  else await settleLag(work, from, [connection]);
  connection = await follow(work, connection);
  const opened =
    connection.kind === 'interconnect' && lag.allowsHosted === 0
      ? work.write.update(lags, lag, { allowsHosted: 1 })
      : lag;
  const settled = await settleLag(work, opened, [connection]);
  if (from === undefined) await takeAlong(work, connection, settled);
  return { lag: settled, connection };
}

/** Makes a member of a LAG a connection that stands alone. The LAG's state is the caller's to settle. */
export async function leaveLag(work: Work, lag: LagRow, row: ConnectionRow): Promise<ConnectionRow> {
  const after = work.write.update(connections, row, {
    ...(await leaving(work, row, lag)),
    lagId: null,
    // The LAG's keys stay with the LAG, so must_encrypt would cut the connection off (GUESS, as for a last key).
    encryptionMode: modeWithoutKeys(row.encryptionMode),
  });
  await markDirty(work, row.deviceId);
  return follow(work, after);
}

/** Ends a LAG at once [ANS]: its members stand alone, its keys are gone (GUESS #30). */
export async function deleteLag(work: Work, lag: LagRow): Promise<LagRow> {
  for (const member of await lagMembers(work.reader, lag.id)) await leaveLag(work, lag, member);
  await dropKeys(work, lag.id);
  return work.write.update(lags, lag, enter(lagLifecycle, 'deleted', work.now, work.durations));
}

/**
 * What moving means to a connection: interrupted for a moment if it was up, not to be moved again meanwhile, and an
 * interconnect once it has left a partner's LAG [M].
 */
async function leaving(
  work: Work,
  row: ConnectionRow,
  from: LagRow | undefined,
): Promise<Partial<ConnectionRow>> {
  const phase = step(connectionLifecycle, row.state, 'move', work.now, work.durations);
  const converts = from?.allowsHosted === 1 && row.kind === 'dedicated';
  // Resiliency groups are for dedicated connections (GUESS, fidelity 11.2b).
  if (converts) await leaveResiliencyGroup(work, row.id);
  return {
    ...phase,
    ...(converts ? { kind: 'interconnect' as const } : {}),
    movingUntil: work.now + (work.durations.moving ?? 0),
  };
}

/** The encryption mode may have changed, and with it what the port's link means. */
async function follow(work: Work, row: ConnectionRow): Promise<ConnectionRow> {
  const at = await portOf(work, row);
  return at === undefined ? row : followPort(work, row, at);
}

/** What ran over a connection that stood alone is the LAG's from now on; hosted connections follow its link. */
async function takeAlong(work: Work, from: ConnectionRow, lag: LagRow): Promise<void> {
  if (from.kind !== 'interconnect') return takeInterfacesAlong(work, from, lag);
  const hosted = await livingOn(work.reader, from.id);
  const moved = hosted.map((row) => work.write.update(connections, row, { parentId: lag.id }));
  const fell = await followParent(work, moved, await carriesNow(work, lag, [from]), TOO_FEW_LINKS);
  for (const { id } of moved) {
    if (!fell.has(id)) await interruptSessionsOver(work, id, `Interconnect ${from.id} joined Lag ${lag.id}`);
  }
}
