import { NO_ENCRYPTION, NO_LINK, TOO_FEW_LINKS } from '../domain/bgp-peer/causes.ts';
import { type ConnectionEvent, isInReview, lifecycleFor } from '../domain/connection/lifecycle.ts';
import { isOperational, lagCarries, lagEvent } from '../domain/lag/operational.ts';
import { lagLifecycle } from '../domain/lag/lifecycle.ts';
import { step } from '../domain/lifecycle.ts';
import { lacksEncryption } from '../domain/macsec/encryption.ts';
import { anyConnection, lagMembers } from '../store/queries/connections.ts';
import { livingOn } from '../store/queries/hosted.ts';
import { port } from '../store/queries/inventory.ts';
import { anyLag } from '../store/queries/lags.ts';
import { type ConnectionRow, connections } from '../store/tables/connections.ts';
import { type PortRow, ports } from '../store/tables/inventory.ts';
import { type LagRow, lags } from '../store/tables/lags.ts';
import type { Work } from './context.ts';
import { dropSessionsOver } from './sessions.ts';

/** What the fabric says of a port, now. Light in hundredths of dBm, null when dark. */
export interface PortFact {
  readonly deviceId: string;
  readonly number: number;
  readonly link: 'up' | 'down';
  readonly rxLight: number | null;
  readonly txLight: number | null;
  readonly encrypted: boolean;
}

/** Takes a fact of a port into the rows: the port's own, and the states that follow from it. A repeated fact writes nothing that is there. */
export async function takePortFact(work: Work, fact: PortFact): Promise<void> {
  const row = await port(work.reader, fact.deviceId, fact.number);
  // A port that was given back keeps nothing of what a driver saw a moment before.
  if (row === undefined || row.connectionId === null) return;
  const now = {
    link: fact.link,
    rxLight: fact.rxLight,
    txLight: fact.txLight,
    encrypted: fact.encrypted ? 1 : 0,
  };
  // Told again it still moves what could not follow before: light that was there before the order's approval.
  const after = differs(row, now) ? work.write.update(ports, row, { ...now, factsAt: work.now }) : row;
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
  const after = followPort(work, row, at);
  if (after !== row) await settleBeside(work, after, lossAt(at));
  return after;
}

/**
 * Moves several members of a LAG to what their ports say, and the LAG once they all have moved: one after the other
 * each would count the others as they were.
 */
export async function settleMembers(
  work: Work,
  lag: LagRow,
  rows: readonly ConnectionRow[],
): Promise<{ readonly lag: LagRow; readonly members: readonly ConnectionRow[] }> {
  const members = await Promise.all(
    rows.map(async (row) => {
      const at = await portOf(work, row);
      return at === undefined ? row : followPort(work, row, at);
    }),
  );
  return { lag: await settleLag(work, lag, members), members };
}

/** Why sessions over such a port go when its connection goes down. */
function lossAt({ link, rxLight }: PortRow): string {
  return link === 'up' && rxLight !== null ? NO_ENCRYPTION : NO_LINK;
}

/** The port that a connection has taken. */
export async function portOf(work: Work, row: ConnectionRow): Promise<PortRow | undefined> {
  if (row.deviceId === null || row.portNumber === null) return undefined;
  const at = await port(work.reader, row.deviceId, row.portNumber);
  return at?.connectionId === row.id ? at : undefined;
}

/** Moves what hangs on a connection whose state has changed: its sessions, its LAG, or the hosted connections on it. */
export async function settleBeside(work: Work, after: ConnectionRow, loss = NO_LINK): Promise<void> {
  if (after.state === 'down') await dropSessionsOver(work, after.id, loss);
  if (after.lagId !== null) {
    const lag = await anyLag(work.reader, after.lagId);
    if (lag !== undefined) await settleLag(work, lag, [after]);
  } else if (after.kind === 'interconnect') {
    await settleHosted(work, after.id, isOperational(after.state), loss);
  }
}

/**
 * The connection as its port leaves it; the same row when nothing moves. Both are guarded: of what is seen and what is
 * decided at the same moment, each in a row of its own, the second must see the first.
 */
export function followPort(work: Work, row: ConnectionRow, at: PortRow): ConnectionRow {
  work.write.guard(connections, row);
  work.write.guard(ports, at);
  const up = at.link === 'up' && at.rxLight !== null && !lacksEncryption(row.encryptionMode, at);
  const event = up ? 'linkUp' : 'linkDown';
  const phase = step(lifecycleFor(row.kind), row.state, event, work.now, work.durations);
  if (phase === undefined) return row;
  const firstUpAt = row.firstUpAt ?? (phase.state === 'available' ? work.now : null);
  return work.write.update(connections, row, { ...phase, firstUpAt });
}

/**
 * Moves a LAG to what its members say, and the hosted connections on it. `changed` are rows of this unit of work
 * that the store does not show yet: members as they will be, those with another `lagId` as having left. It counts
 * siblings, so it touches their parent: of two members that come up at once the second would not be seen.
 */
export async function settleLag(work: Work, lag: LagRow, changed: readonly ConnectionRow[]): Promise<LagRow> {
  work.write.touch(lags, lag);
  const operational = await workingMembers(work, lag.id, changed);
  const event = lagEvent(lag.state, operational, lag.minimumLinks);
  const phase = event && step(lagLifecycle, lag.state, event, work.now, work.durations);
  const after = phase === undefined ? lag : work.write.update(lags, lag, phase);
  const carries = lagCarries(after.state, operational);
  if (!carries) await dropSessionsOver(work, lag.id, TOO_FEW_LINKS);
  await settleHosted(work, lag.id, carries, TOO_FEW_LINKS);
  return after;
}

/** Whether anything gets through a LAG as it is here; `changed` as above. */
export async function carriesNow(
  work: Work,
  lag: LagRow,
  changed: readonly ConnectionRow[],
): Promise<boolean> {
  return lagCarries(lag.state, await workingMembers(work, lag.id, changed));
}

async function workingMembers(work: Work, lagId: string, changed: readonly ConnectionRow[]): Promise<number> {
  const members = new Map((await lagMembers(work.reader, lagId)).map((row) => [row.id, row]));
  for (const row of changed) members.set(row.id, row);
  return [...members.values()].filter((row) => row.lagId === lagId && isOperational(row.state)).length;
}

/** Moves the hosted connections on an interconnect or LAG with their parent's link. */
async function settleHosted(work: Work, parentId: string, up: boolean, loss: string): Promise<void> {
  await followParent(work, await livingOn(work.reader, parentId), up, loss);
}

/**
 * Moves hosted connections to what their parent's link says. Gives those that went down, and their sessions with them.
 *
 * @param loss why their sessions go, if they do
 */
export async function followParent(
  work: Work,
  hosted: readonly ConnectionRow[],
  up: boolean,
  loss: string,
): Promise<ReadonlySet<string>> {
  const fell = new Set<string>();
  for (const row of hosted) {
    const event = up ? upEventOf(row) : 'linkDown';
    const phase = step(lifecycleFor(row.kind), row.state, event, work.now, work.durations);
    if (phase === undefined) continue;
    work.write.update(connections, row, phase);
    if (phase.state !== 'down') continue;
    fell.add(row.id);
    await dropSessionsOver(work, row.id, loss);
  }
  return fell;
}

/** One that is set up, and has waited for the first link of its parent, has no deadline any more. */
function upEventOf({ state, dueAt }: ConnectionRow): ConnectionEvent {
  return state === 'pending' && dueAt === null ? 'provisionedUp' : 'linkUp';
}

/** What the link of an interconnect or LAG is to the hosted connections on it; `never`: it was not up yet. */
export type ParentLink = 'up' | 'down' | 'never';

/** The link of what carries a hosted connection. Touches the parent: its link may be going at this moment. */
export async function linkOfParent(work: Work, parentId: string): Promise<ParentLink> {
  if (parentId.startsWith('dxlag-')) {
    const lag = await anyLag(work.reader, parentId);
    if (lag === undefined) return 'down';
    work.write.touch(lags, lag);
    if (lag.state === 'pending') return 'never';
    return (await carriesNow(work, lag, [])) ? 'up' : 'down';
  }
  const parent = await anyConnection(work.reader, parentId);
  if (parent === undefined) return 'down';
  work.write.touch(connections, parent);
  if (isInReview(parent.state) || parent.state === 'pending') return 'never';
  return isOperational(parent.state) ? 'up' : 'down';
}
