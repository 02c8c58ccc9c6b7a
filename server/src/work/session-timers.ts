import { enter } from '../domain/lifecycle.ts';
import { type SessionTimerState, sessionTimerLifecycle } from '../domain/session-timer/lifecycle.ts';
import { sessionTimersOf } from '../store/queries/session-timers.ts';
import { anyInterface } from '../store/queries/virtual-interfaces.ts';
import type { BgpPeerRow } from '../store/tables/bgp-peers.ts';
import { type SessionTimerRow, sessionTimers } from '../store/tables/session-timers.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';

/** Lets sessions of one virtual interface live through something from now on, instead of what they lived through. */
export async function beginTimers(
  work: Work,
  virtualInterfaceId: string,
  peers: readonly BgpPeerRow[],
  state: SessionTimerState,
): Promise<void> {
  if (peers.length === 0) return;
  await endTimers(work, virtualInterfaceId, ({ peerId }) => peers.some(({ id }) => id === peerId));
  const phase = enter(sessionTimerLifecycle, state, work.now, work.durations);
  for (const { id: peerId } of peers)
    work.write.insert(sessionTimers, { virtualInterfaceId, peerId, ...phase, revision: 1 });
}

/** Ends those of a virtual interface, all or some: what they were for has ended before its time. */
export async function endTimers(
  work: Work,
  virtualInterfaceId: string,
  which: (row: SessionTimerRow) => boolean = () => true,
): Promise<void> {
  for (const row of await sessionTimersOf(work.reader, virtualInterfaceId))
    if (which(row)) work.write.remove(sessionTimers, row);
}

/** A session is held while its router is silent. */
export function isHold({ state }: Pick<SessionTimerRow, 'state'>): boolean {
  return state === 'holding' || state === 'detecting';
}

/** Its time is over: the fabric looks what becomes of the session. */
export async function sessionTimerOver(work: Work, row: SessionTimerRow): Promise<void> {
  const over = await anyInterface(work.reader, row.virtualInterfaceId);
  if (over !== undefined) await markDirty(work, over.deviceId);
}

/** Whether the service's own change keeps a session down at this moment, whatever was seen before it. */
export async function isInterrupted(work: Work, { virtualInterfaceId, id }: BgpPeerRow): Promise<boolean> {
  const timers = await sessionTimersOf(work.reader, virtualInterfaceId);
  return timers.some(({ peerId, state }) => peerId === id && state === 'interrupted');
}
