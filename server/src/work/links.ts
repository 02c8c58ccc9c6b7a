import { lifecycleFor } from '../domain/connection/lifecycle.ts';
import { isOperational, lagEvent } from '../domain/lag/operational.ts';
import { lagLifecycle } from '../domain/lag/lifecycle.ts';
import { step } from '../domain/lifecycle.ts';
import { anyConnection, lagMembers } from '../store/queries/connections.ts';
import { livingOn } from '../store/queries/hosted.ts';
import { port } from '../store/queries/inventory.ts';
import { anyLag } from '../store/queries/lags.ts';
import { type ConnectionRow, connections } from '../store/tables/connections.ts';
import { type PortRow, ports } from '../store/tables/inventory.ts';
import { type LagRow, lags } from '../store/tables/lags.ts';
import type { Work } from './context.ts';

/** What the fabric says of a port, now. Light in hundredths of dBm, null when dark. */
export interface PortFact {
  readonly deviceId: string;
  readonly number: number;
  readonly link: 'up' | 'down';
  readonly rxLight: number | null;
  readonly txLight: number | null;
  readonly encrypted: boolean;
}

/** Takes a fact of a port into the rows: the port's own, and the states that follow from it. A repeated fact writes nothing. */
export async function takePortFact(work: Work, fact: PortFact): Promise<void> {
  const row = await port(work.reader, fact.deviceId, fact.number);
  if (row === undefined) return;
  const now = {
    link: fact.link,
    rxLight: fact.rxLight,
    txLight: fact.txLight,
    encrypted: fact.encrypted ? 1 : 0,
  };
  if (!differs(row, now)) return;
  const after = work.write.update(ports, row, { ...now, factsAt: work.now });
  if (row.connectionId === null) return;
  const connection = await anyConnection(work.reader, row.connectionId);
  if (connection !== undefined) await settleConnection(work, connection, after);
}

function differs(row: PortRow, now: Pick<PortRow, 'link' | 'rxLight' | 'txLight' | 'encrypted'>): boolean {
  return (
    row.link !== now.link ||
    row.rxLight !== now.rxLight ||
    row.txLight !== now.txLight ||
    row.encrypted !== now.encrypted
  );
}

/**
 * Moves a connection to what its port says, and what hangs on it: its LAG, or the hosted connections on it. Also
 * called when the encryption mode changes: with must_encrypt a link without encryption is down [M][UG23].
 */
export async function settleConnection(work: Work, row: ConnectionRow, at: PortRow): Promise<ConnectionRow> {
  const encrypted = row.encryptionMode !== 'must_encrypt' || at.encrypted === 1;
  const up = at.link === 'up' && at.rxLight !== null && encrypted;
  const event = up ? 'linkUp' : 'linkDown';
  const phase = step(lifecycleFor(row.kind), row.state, event, work.now, work.durations);
  if (phase === undefined) return row;
  const firstUpAt = row.firstUpAt ?? (phase.state === 'available' ? work.now : null);
  const after = work.write.update(connections, row, { ...phase, firstUpAt });
  if (after.lagId !== null) {
    const lag = await anyLag(work.reader, after.lagId);
    if (lag !== undefined) await settleLag(work, lag, [after]);
  } else if (after.kind === 'interconnect') {
    await settleHosted(work, after.id, isOperational(after.state));
  }
  return after;
}

/**
 * Moves a LAG to what its members say, and the hosted connections on it. `changed` are rows of this unit of work
 * that the store does not show yet: members as they will be, those with another `lagId` as having left.
 */
export async function settleLag(work: Work, lag: LagRow, changed: readonly ConnectionRow[]): Promise<LagRow> {
  const members = new Map((await lagMembers(work.reader, lag.id)).map((row) => [row.id, row]));
  for (const row of changed) members.set(row.id, row);
  const operational = [...members.values()].filter((row) => row.lagId === lag.id && isOperational(row.state));
  const event = lagEvent(lag.state, operational.length, lag.minimumLinks);
  const phase = event && step(lagLifecycle, lag.state, event, work.now, work.durations);
  if (phase === undefined) return lag;
  const after = work.write.update(lags, lag, phase);
  await settleHosted(work, lag.id, after.state === 'available');
  return after;
}

/** Moves the hosted connections on an interconnect or LAG with their parent's link. */
export async function settleHosted(work: Work, parentId: string, up: boolean): Promise<void> {
  for (const row of await livingOn(work.reader, parentId)) {
    const event = up ? 'linkUp' : 'linkDown';
    const phase = step(lifecycleFor(row.kind), row.state, event, work.now, work.durations);
    if (phase !== undefined) work.write.update(connections, row, phase);
  }
}

/** Whether what carries a hosted connection has its link. */
export async function parentIsUp(work: Work, parentId: string): Promise<boolean> {
  if (parentId.startsWith('dxlag-')) return (await anyLag(work.reader, parentId))?.state === 'available';
  const parent = await anyConnection(work.reader, parentId);
  return parent !== undefined && isOperational(parent.state);
}
