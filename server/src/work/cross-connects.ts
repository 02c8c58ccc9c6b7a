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
import { type CrossConnectRow, crossConnects, type LetterRow, letters } from '../store/tables/paperwork.ts';
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

/** What a facility does for a letter alone: it takes the work order, and patches. */
const BY_LETTER: readonly string[] = ['awaiting', 'connected'] satisfies CrossConnectState[];
const UNPATCHED: readonly string[] = ['requested', 'awaiting'] satisfies CrossConnectState[];

/**
 * The letter that keeps a cross connect from going on to `state`: it was revoked, or is older than the 90 days for which it
 * authorizes anything [UG23]. Guarded: it may be ending, or renewed, at this moment.
 */
export async function endedLetter(
  work: Work,
  { state, connectionId }: CrossConnectRow,
  to: string | undefined,
): Promise<LetterRow | undefined> {
  if (to === undefined || !UNPATCHED.includes(state) || !BY_LETTER.includes(to)) return undefined;
  const letter = await currentLetter(work.reader, connectionId);
  if (letter === undefined) return undefined;
  work.write.guard(letters, letter);
  return letter.state === 'issued' ? undefined : letter;
}

/** Goes on by itself, if there is a letter for it: without, it waits for one. */
export async function goOn(work: Work, row: CrossConnectRow, phase: Phase<CrossConnectState>): Promise<void> {
  if ((await endedLetter(work, row, phase.state)) === undefined) await followPhase(work, row, phase);
  else work.write.update(crossConnects, row, { dueAt: null });
}

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

/** A letter is good again, or a new one exists: asks anew for a fibre that was taken out, and goes on with one that waited. */
export async function requestAgain(work: Work, connection: ConnectionRow): Promise<void> {
  const row = await crossConnect(work.reader, connection.id);
  if (row === undefined) return;
  const phase = step(crossConnectLifecycle, row.state, 'request', work.now, work.durations);
  if (phase !== undefined) return void (await enterPhase(work, row, phase, { farEnd: null, note: null }));
  if (!UNPATCHED.includes(row.state) || row.dueAt !== null) return;
  const { dueAt } = enter(crossConnectLifecycle, row.state, work.now, work.durations);
  // Where nothing goes by itself (`manual`) it waited for nobody.
  if (dueAt !== null) work.write.update(crossConnects, row, { dueAt });
}

/** Enters a phase by itself: whoever holds the letter of a fibre that was taken out must not patch it again. */
async function followPhase(
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
