import { type CrossConnectEvent, crossConnectLifecycle } from '../domain/cross-connect/lifecycle.ts';
import { enter, type Phase, step } from '../domain/lifecycle.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { CrossConnectState } from '../domain/cross-connect/lifecycle.ts';
import { port } from '../store/queries/inventory.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import { ports } from '../store/tables/inventory.ts';
import { type CrossConnectRow, crossConnects } from '../store/tables/paperwork.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';

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

/** Moves a cross connect by an event of the facility or the operator; `note` and `farEnd` are kept when given. */
export async function moveCrossConnect(
  work: Work,
  row: CrossConnectRow,
  event: CrossConnectEvent,
  said: { readonly note?: string; readonly farEnd?: string } = {},
): Promise<CrossConnectRow | Refusal> {
  const phase = step(crossConnectLifecycle, row.state, event, work.now, work.durations);
  // The operator's own: a table says what a cross connect can go through.
  if (phase === undefined)
    return refuse(`The cross connect of ${row.connectionId} is ${row.state}: ${event} does not apply`);
  return enterPhase(work, row, phase, said);
}

/** Writes a phase that an event or a deadline has brought, and lets the fabric look. */
export async function enterPhase(
  work: Work,
  row: CrossConnectRow,
  phase: Phase<CrossConnectState>,
  said: { readonly note?: string; readonly farEnd?: string } = {},
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
