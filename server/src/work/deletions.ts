import { type ConnectionState, lifecycleFor } from '../domain/connection/lifecycle.ts';
import { crossConnectLifecycle } from '../domain/cross-connect/lifecycle.ts';
import { type Phase, step } from '../domain/lifecycle.ts';
import { lagMembers } from '../store/queries/connections.ts';
import { livingOn } from '../store/queries/hosted.ts';
import { port } from '../store/queries/inventory.ts';
import { anyLag } from '../store/queries/lags.ts';
import { macSecKeysOf } from '../store/queries/macsec-keys.ts';
import { crossConnect, currentLetter } from '../store/queries/paperwork.ts';
import { type ConnectionRow, connections } from '../store/tables/connections.ts';
import { ports } from '../store/tables/inventory.ts';
import { lags } from '../store/tables/lags.ts';
import { macSecKeys } from '../store/tables/macsec-keys.ts';
import type { CrossConnectRow } from '../store/tables/paperwork.ts';
import type { Work } from './context.ts';
import { enterPhase } from './cross-connects.ts';
import { markDirty } from './devices.ts';
import { revokeLetter } from './letters.ts';
import { settleLag } from './links.ts';
import { UNUSED } from './ports.ts';
import { leaveResiliencyGroup } from './resiliency.ts';

/**
 * Deletes a connection of any kind: what is only `requested` is gone at once [ANS], what is live goes through
 * `deleting` [M]. The rules (virtual interfaces, hosted connections, LAG minimum) are checked before.
 */
export async function deleteConnection(
  work: Work,
  row: ConnectionRow,
  event: 'delete' | 'decline' = 'delete',
): Promise<ConnectionRow | undefined> {
  const phase = step(lifecycleFor(row.kind), row.state, event, work.now, work.durations);
  if (phase === undefined) return undefined;
  if (phase.state === 'deleting') return beginDeletion(work, row, phase);
  return finishDeletion(work, row, phase);
}

/** Enters `deleting`: out of its LAG and its group, its fibre to be ceased; the port is kept until the end. */
export async function beginDeletion(
  work: Work,
  row: ConnectionRow,
  phase: Phase<ConnectionState>,
): Promise<ConnectionRow> {
  const after = work.write.update(connections, row, { ...phase, lagId: null });
  await leaveResiliencyGroup(work, row.id);
  await markDirty(work, row.deviceId);
  if (row.lagId !== null) await leaveLag(work, row.lagId, after);
  await endWhatHangs(work, row);
  return after;
}

/** Ends a connection: its port is free again, unless its fibre is still there. `changes` bring the phase, and whatever else is to be kept. */
export async function finishDeletion(
  work: Work,
  row: ConnectionRow,
  changes: Partial<ConnectionRow>,
): Promise<ConnectionRow> {
  const live = row.state !== 'deleting';
  const after = work.write.update(connections, row, { ...changes, lagId: null, movingUntil: null });
  if (live) {
    await leaveResiliencyGroup(work, row.id);
    if (row.lagId !== null) await leaveLag(work, row.lagId, after);
  }
  const fibre = live ? await endWhatHangs(work, row) : await crossConnect(work.reader, row.id);
  for (const key of await macSecKeysOf(work.reader, row.id)) work.write.remove(macSecKeys, key);
  await leavePort(work, row, fibre);
  return after;
}

/** A LAG asks for no more links than it has members: an order may end without its owner (guesses #62). */
async function leaveLag(work: Work, lagId: string, member: ConnectionRow): Promise<void> {
  const lag = await anyLag(work.reader, lagId);
  if (lag === undefined) return;
  const left = (await lagMembers(work.reader, lagId)).filter(({ id }) => id !== member.id).length;
  if (lag.minimumLinks <= left) return void (await settleLag(work, lag, [member]));
  await markDirty(work, lag.deviceId);
  await settleLag(work, work.write.update(lags, lag, { minimumLinks: left }), [member]);
}

async function endWhatHangs(work: Work, row: ConnectionRow): Promise<CrossConnectRow | undefined> {
  const fibre = row.kind === 'hosted' ? undefined : await ceasePaperwork(work, row);
  if (row.kind !== 'interconnect') return fibre;
  // Nobody may delete an interconnect that still hosts; one whose order ends by itself takes its own with it.
  for (const hosted of await livingOn(work.reader, row.id)) await deleteConnection(work, hosted);
  return fibre;
}

/** Ends letter and cross connect; gives the latter as it will be. */
async function ceasePaperwork(work: Work, row: ConnectionRow): Promise<CrossConnectRow | undefined> {
  const letter = await currentLetter(work.reader, row.id);
  // A letter that has ended already stays as it is: the refusal is the answer.
  if (letter !== undefined) revokeLetter(work, letter, 'The connection was deleted');
  const fibre = await crossConnect(work.reader, row.id);
  const phase = fibre && step(crossConnectLifecycle, fibre.state, 'cease', work.now, work.durations);
  return fibre === undefined || phase === undefined ? fibre : enterPhase(work, fibre, phase);
}

/** The port of a connection that has ended. While its fibre is there, whoever got it would get that fibre, too. */
async function leavePort(work: Work, row: ConnectionRow, fibre: CrossConnectRow | undefined): Promise<void> {
  if (row.deviceId === null || row.portNumber === null) return;
  const at = await port(work.reader, row.deviceId, row.portNumber);
  if (at === undefined || at.connectionId !== row.id) return;
  const state = fibre?.state === 'awaitingCease' ? 'ceasing' : 'free';
  // The mark lets whoever takes the fibre out at this moment look again: one of the two sees the other.
  work.write.update(ports, at, { ...UNUSED, state, factsAt: work.now });
  await markDirty(work, row.deviceId);
}
