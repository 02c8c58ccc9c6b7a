import { isHeld, overLimit } from '../domain/bgp-peer/causes.ts';
import { pastLimit, sentBy } from '../domain/customer-router/sent.ts';
import { step } from '../domain/lifecycle.ts';
import { virtualInterfaceLifecycle } from '../domain/virtual-interface/lifecycle.ts';
import { announcedDigest } from '../store/digests.ts';
import { bgpPeer, peersOf, ribIn, sessionEventsBeyond } from '../store/queries/bgp-peers.ts';
import { anyInterface, interfacesOn } from '../store/queries/virtual-interfaces.ts';
import { adjRibsIn, type BgpPeerRow, bgpPeers, sessionEvents } from '../store/tables/bgp-peers.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../store/tables/virtual-interfaces.ts';
import type { Work } from './context.ts';
import { beginTimers, isInterrupted } from './session-timers.ts';

/** What a customer's router announces, as the fabric saw it. */
export interface Announced {
  readonly cidr: string;
  readonly asPath: readonly number[];
  readonly med: number | null;
  readonly communities: readonly string[];
}

/** A route of the adj-RIB-in, as it is stored. */
export interface InstalledRoute extends Announced {
  /** Epoch milliseconds. */
  readonly installedAt: number;
}

/** What the fabric says of a BGP session, now. */
export interface SessionFact {
  /** The edge that saw it; absent where a person tells it. */
  readonly edge?: string;
  readonly peerId: string;
  readonly status: 'up' | 'down';
  /** Why, in words for people. */
  readonly cause: string;
  /** Idle for too many prefixes: the clearing of the session before that (0: none). Null: not idle. */
  readonly idle: number | null;
  /** What the customer announces; nothing while the session is down. */
  readonly announced: readonly Announced[];
}

/** Takes a fact of a session into the rows: the peer's own, what it announces, and the state of its virtual interface. */
export async function takeSessionFact(work: Work, fact: SessionFact): Promise<void> {
  const peer = await bgpPeer(work.reader, fact.peerId);
  if (peer === undefined || (fact.status === 'up' && (await cannotBeUp(work, peer)))) return;
  const row = await anyInterface(work.reader, peer.virtualInterfaceId);
  // Nor has one that has moved to another edge: what the old one saw is over.
  if (row === undefined || (fact.edge ?? row.deviceId) !== row.deviceId) return;
  const heard = heardIn(row, peer, fact);
  const after = moveSession(work, peer, heard);
  if (after !== peer) await shortenHistory(work, row.id);
  await keepAnnounced(work, after, heard.status === 'up' ? heard.announced : []);
  await settleInterface(work, row, [after]);
}

/**
 * A fact as it counts, whoever tells it: the router's ASN stands in front of its paths, and a session past its limit is
 * idle [UG26]. Where a person tells it, it stays so until fewer are reported.
 */
function heardIn(
  row: VirtualInterfaceRow,
  { addressFamily, asn }: BgpPeerRow,
  fact: SessionFact,
): SessionFact {
  if (fact.status === 'down') return fact;
  const announced = sentBy(asn, fact.announced);
  const limit = addressFamily === 'ipv4' ? row.prefixCountV4 : row.prefixCountV6;
  const past = pastLimit(addressFamily, announced, limit);
  if (past === undefined) return { ...fact, announced };
  return { ...fact, status: 'down', cause: overLimit(past, limit), announced: [] };
}

/**
 * A peer that is not configured has no session, nor has one that the service has just interrupted: what is seen of it is of a
 * moment before.
 */
async function cannotBeUp(work: Work, peer: BgpPeerRow): Promise<boolean> {
  return peer.state !== 'available' || (await isInterrupted(work, peer));
}

/** Writes what a session has become, and remembers the change for those who ask why. */
export function moveSession(
  work: Work,
  peer: BgpPeerRow,
  { status, cause, idle = null }: Pick<SessionFact, 'status' | 'cause'> & Partial<Pick<SessionFact, 'idle'>>,
): BgpPeerRow {
  const idled = peer.idleMark === idle ? peer : work.write.update(bgpPeers, peer, { idleMark: idle });
  if (peer.status === status && peer.statusCause === cause) return idled;
  work.write.insert(sessionEvents, {
    virtualInterfaceId: peer.virtualInterfaceId,
    seq: work.newSeq(),
    peerId: peer.id,
    at: work.now,
    statusFrom: peer.status,
    statusTo: status,
    cause,
    revision: 1,
  });
  // A session stands since it came up, whatever is said of it; one that is down is so for its cause.
  const since = peer.status === 'up' && status === 'up' ? peer.statusSince : work.now;
  return work.write.update(bgpPeers, idled, { status, statusSince: since, statusCause: cause });
}

/** So many changes of its sessions are kept of a virtual interface: one that flaps for ever does not grow for ever. */
const HISTORY = 1_000;
/** Removed at a time: more than a unit of work adds. */
const REMOVED = 20;

async function shortenHistory(work: Work, virtualInterfaceId: string): Promise<void> {
  const old = await sessionEventsBeyond(work.reader, virtualInterfaceId, HISTORY, REMOVED);
  for (const event of old) work.write.remove(sessionEvents, event);
}

/**
 * Moves a virtual interface to what its sessions say: up while one of them is [M]. It counts siblings, so it touches
 * their parent. `changed` are peers as this unit of work leaves them.
 */
export async function settleInterface(
  work: Work,
  row: VirtualInterfaceRow,
  changed: readonly BgpPeerRow[] = [],
): Promise<VirtualInterfaceRow> {
  work.write.touch(virtualInterfaces, row);
  const event = (await hasSession(work, row.id, changed)) ? 'sessionUp' : 'sessionDown';
  const phase = step(virtualInterfaceLifecycle, row.state, event, work.now, work.durations);
  return phase === undefined ? row : work.write.update(virtualInterfaces, row, phase);
}

/** Whether a session of a virtual interface is up. */
export async function hasSession(
  work: Work,
  virtualInterfaceId: string,
  changed: readonly BgpPeerRow[] = [],
): Promise<boolean> {
  const peers = new Map((await peersOf(work.reader, virtualInterfaceId)).map((peer) => [peer.id, peer]));
  for (const peer of changed) peers.set(peer.id, peer);
  return [...peers.values()].some(({ status, state }) => status === 'up' && state !== 'deleting');
}

/** No session outlives its link: all sessions over a connection or LAG that has gone down go down at once. */
export async function dropSessionsOver(work: Work, connectionId: string, cause: string): Promise<void> {
  for (const row of await interfacesOn(work.reader, connectionId)) await dropSessions(work, row, cause);
}

/**
 * All sessions of a virtual interface go down at once, and its state follows. It is guarded where none is up: one that comes
 * up at this moment writes to it, and has to be seen.
 */
async function dropSessions(
  work: Work,
  row: VirtualInterfaceRow,
  cause: string,
): Promise<VirtualInterfaceRow> {
  work.write.guard(virtualInterfaces, row);
  const dropped = await dropPeers(work, row.id, cause);
  return dropped.length === 0 ? row : settleInterface(work, row, dropped);
}

/**
 * A change interrupts the sessions of a virtual interface, which come again by themselves. Where nobody tells their facts
 * again they stay as they were last told (GUESS): what goes down there would never come up.
 */
export async function interruptSessions(
  work: Work,
  row: VirtualInterfaceRow,
  cause: string,
): Promise<VirtualInterfaceRow> {
  const dropped = await interruptPeers(work, row.id, cause);
  return dropped.length === 0 ? row : settleInterface(work, row, dropped);
}

/** The same for all that run over a connection or LAG. */
export async function interruptSessionsOver(work: Work, connectionId: string, cause: string): Promise<void> {
  for (const row of await interfacesOn(work.reader, connectionId)) await interruptSessions(work, row, cause);
}

/** The same for a virtual interface whose state is the caller's to move. Gives the peers that have lost their sessions. */
export async function interruptPeers(
  work: Work,
  virtualInterfaceId: string,
  cause: string,
): Promise<readonly BgpPeerRow[]> {
  if (!work.factsRetold) return [];
  const dropped = await dropPeers(work, virtualInterfaceId, cause);
  await beginTimers(work, virtualInterfaceId, dropped, 'interrupted');
  return dropped;
}

/** The sessions of a virtual interface whose state is the caller's to move. Gives the peers that have lost theirs. */
async function dropPeers(
  work: Work,
  virtualInterfaceId: string,
  cause: string,
): Promise<readonly BgpPeerRow[]> {
  // One that a failover test holds down has lost more than that now: it does not come again when the test ends.
  const peers = (await peersOf(work.reader, virtualInterfaceId)).filter(
    ({ status, statusCause }) => status === 'up' || isHeld(statusCause),
  );
  const dropped = peers.map((peer) => moveSession(work, peer, { status: 'down', cause }));
  if (dropped.length > 0) await shortenHistory(work, virtualInterfaceId);
  for (const peer of dropped) await keepAnnounced(work, peer, []);
  return dropped;
}

/** Stores what a peer announces; a route that was there before keeps the time when it came. */
export async function keepAnnounced(
  work: Work,
  peer: BgpPeerRow,
  announced: readonly Announced[],
): Promise<void> {
  const row = await ribIn(work.reader, peer.id);
  if (row === undefined && announced.length === 0) return;
  // Nothing keeps a time where nothing is announced.
  const known =
    row === undefined || announced.length === 0 ? [] : (JSON.parse(row.routes) as InstalledRoute[]);
  const before = new Map(known.map((one) => [one.cidr, one]));
  const routes = JSON.stringify(announced.map((one) => installed(one, before.get(one.cidr), work.now)));
  const said = { routes, digest: announcedDigest(announced), updatedAt: work.now };
  if (row === undefined) {
    const { id: peerId, virtualInterfaceId } = peer;
    work.write.insert(adjRibsIn, { peerId, virtualInterfaceId, ...said, revision: 1 });
  } else if (row.routes !== routes || row.digest !== said.digest) {
    work.write.update(adjRibsIn, row, said);
  }
}

function installed(one: Announced, before: InstalledRoute | undefined, now: number): InstalledRoute {
  const { cidr, asPath, med, communities } = one;
  const installedAt = before !== undefined && sameAnnounced(before, one) ? before.installedAt : now;
  return { cidr, asPath, med, communities, installedAt };
}

/** Whether two announcements say the same. */
function sameAnnounced(a: Announced, b: Announced | undefined): boolean {
  return (
    b !== undefined &&
    a.cidr === b.cidr &&
    a.med === b.med &&
    a.asPath.join(' ') === b.asPath.join(' ') &&
    a.communities.join(' ') === b.communities.join(' ')
  );
}
