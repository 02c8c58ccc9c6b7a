import { type CrossConnectEvent, crossConnectLifecycle } from '../domain/cross-connect/lifecycle.ts';
import { hasEnded } from '../domain/ended.ts';
import { enter, type Phase, step } from '../domain/lifecycle.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { CrossConnectState } from '../domain/cross-connect/lifecycle.ts';
import { anyConnection } from '../store/queries/connections.ts';
import { port } from '../store/queries/inventory.ts';
import { crossConnect, currentLetter } from '../store/queries/paperwork.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import { ports } from '../store/tables/inventory.ts';
import { type CrossConnectRow, crossConnects } from '../store/tables/paperwork.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { revokeLetter } from './letters.ts';

/** Opens the work order for a connection's fibre: its letter exists. */
export function requestCrossConnect(work: Work, connection: ConnectionRow): void {
  if (connection.deviceId === null || connection.portNumber === null) return;
  work.write.insert(crossConnects, {
    connectionId: connection.id,
    deviceId: connection.deviceId,
    portNumber: connection.portNumber,
    ...enter(crossConnectLifecycle, 'requested', work.now, work.durations),
    farEnd: null,
    note: null,
    revision: 1,
  });
}

/** What is kept with it. */
type Said = Partial<Pick<CrossConnectRow, 'note' | 'farEnd'>>;

/** Moves a cross connect by an event of the facility or the operator; `note` and `farEnd` are kept when given. */
export async function moveCrossConnect(
  work: Work,
  row: CrossConnectRow,
  event: CrossConnectEvent,
  said: Said = {},
): Promise<CrossConnectRow | Refusal> {
  const phase = step(crossConnectLifecycle, row.state, event, work.now, work.durations);
  // The operator's own: a table says what a cross connect can go through.
  if (phase === undefined)
    return refuse(`The cross connect of ${row.connectionId} is ${row.state}: ${event} does not apply`);
  return followPhase(work, row, phase, said);
}

/** Asks for the fibre of a living connection anew, where it was taken out: a new letter exists. */
export async function requestAgain(work: Work, connection: ConnectionRow): Promise<void> {
  const row = await crossConnect(work.reader, connection.id);
  const phase = row && step(crossConnectLifecycle, row.state, 'request', work.now, work.durations);
  if (row !== undefined && phase !== undefined)
    await enterPhase(work, row, phase, { farEnd: null, note: null });
}

/** Enters a phase by itself: whoever holds the letter of a fibre that was taken out must not patch it again. */
export async function followPhase(
  work: Work,
  row: CrossConnectRow,
  phase: Phase<CrossConnectState>,
  said: Said = {},
): Promise<CrossConnectRow> {
  const connection =
    phase.state === 'ceased' ? await anyConnection(work.reader, row.connectionId) : undefined;
  const letter =
    connection === undefined || hasEnded(connection)
      ? undefined
      : await currentLetter(work.reader, row.connectionId);
  // One that was revoked before keeps its reason: the refusal is the answer.
  if (letter !== undefined) revokeLetter(work, letter, 'The cross connect was taken out');
  return enterPhase(work, row, phase, said);
}

/** Writes a phase of a cross connect, and lets the fabric look. */
export async function enterPhase(
  work: Work,
  row: CrossConnectRow,
  phase: Phase<CrossConnectState>,
  said: Said = {},
): Promise<CrossConnectRow> {
  await markDirty(work, row.deviceId);
  if (phase.state === 'ceased') await freePort(work, row);
  return work.write.update(crossConnects, row, { ...phase, ...said });
}

/** The fibre has gone, and nothing keeps the port from the next order any more. */
async function freePort(work: Work, { deviceId, portNumber }: CrossConnectRow): Promise<void> {
  const at = await port(work.reader, deviceId, portNumber);
  if (at?.state === 'ceasing') work.write.update(ports, at, { state: 'free' });
}

/** The customer's optic comes on behind a patched cross connect (the simulated world). */
export async function lightFarEnd(work: Work, row: CrossConnectRow): Promise<void> {
  const at = await port(work.reader, row.deviceId, row.portNumber);
  if (at !== undefined && at.connectionId === row.connectionId)
    work.write.update(ports, at, { farEndLit: 1 });
  work.write.update(crossConnects, row, { dueAt: null });
  await markDirty(work, row.deviceId);
}
