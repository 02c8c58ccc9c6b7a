import { textsIn } from '../domain/texts-in.ts';
import { heldBy } from '../domain/bgp-peer/causes.ts';
import { type FailoverTestState, failoverTestLifecycle } from '../domain/failover-test/lifecycle.ts';
import { enter, type Phase, step } from '../domain/lifecycle.ts';
import { virtualInterfaceLifecycle } from '../domain/virtual-interface/lifecycle.ts';
import { bgpPeer, ribIn } from '../store/queries/bgp-peers.ts';
import { runningTest } from '../store/queries/failover-tests.ts';
import { anyInterface } from '../store/queries/virtual-interfaces.ts';
import type { BgpPeerRow } from '../store/tables/bgp-peers.ts';
import { type FailoverTestRow, failoverTests } from '../store/tables/failover-tests.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../store/tables/virtual-interfaces.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { type Announced, hasSession, type InstalledRoute, keepAnnounced, moveSession } from './sessions.ts';

const MINUTE_MS = 60_000;

export interface NewTest {
  readonly id: string;
  /** Ids of the peers whose sessions it holds down. */
  readonly peers: readonly string[];
  readonly minutes: number;
}

/**
 * Starts a failover test: the virtual interface is `testing`, and its edge lets the sessions go [UG26]. That it may start
 * was checked before.
 */
export async function startTest(
  work: Work,
  row: VirtualInterfaceRow,
  { id, peers, minutes }: NewTest,
): Promise<FailoverTestRow> {
  const { now, durations } = work;
  const down = await takeDown(work, id, peers);
  const testing = step(virtualInterfaceLifecycle, row.state, 'startTest', now, durations);
  if (testing !== undefined) work.write.update(virtualInterfaces, row, testing);
  const test: FailoverTestRow = {
    account: row.account,
    region: row.region,
    seq: work.newSeq(),
    id,
    virtualInterfaceId: row.id,
    peers: JSON.stringify(peers),
    // Where the fabric tells its facts again it says itself when they are back.
    taken: JSON.stringify(work.factsRetold ? [] : down),
    ...enter(failoverTestLifecycle, 'running', now, durations),
    dueAt: now + minutes * MINUTE_MS,
    minutes,
    startedAt: now,
    endedAt: null,
    revision: 1,
  };
  work.write.insert(failoverTests, test);
  await markDirty(work, row.deviceId);
  return test;
}

/** Ends a failover test, by its time or by a call: the sessions that it held down may come up again [UG26]. */
export async function endTest(
  work: Work,
  test: FailoverTestRow,
  phase: Phase<FailoverTestState>,
): Promise<FailoverTestRow> {
  const ended = work.write.update(failoverTests, test, { ...phase, endedAt: work.now });
  const row = await anyInterface(work.reader, test.virtualInterfaceId);
  if (row === undefined) return ended;
  await leaveTest(work, row, await giveBack(work, test));
  return ended;
}

/** @param changed peers as this unit of work leaves them */
async function leaveTest(
  work: Work,
  row: VirtualInterfaceRow,
  changed: readonly BgpPeerRow[],
): Promise<VirtualInterfaceRow> {
  const event = (await hasSession(work, row.id, changed)) ? 'endTestUp' : 'endTestDown';
  const left = step(virtualInterfaceLifecycle, row.state, event, work.now, work.durations);
  await markDirty(work, row.deviceId);
  return left === undefined ? row : work.write.update(virtualInterfaces, row, left);
}

/**
 * A test fails where the last of the peers that it holds down is deleted: nothing is tested any more (GUESS). Gives the
 * virtual interface as it is then; undefined where no test ends so.
 *
 * @param peers those of the virtual interface, as this unit of work leaves them
 */
export async function failUntested(
  work: Work,
  row: VirtualInterfaceRow,
  peers: readonly BgpPeerRow[],
): Promise<VirtualInterfaceRow | undefined> {
  const test = await runningTest(work.reader, row.id);
  const failed = test && step(failoverTestLifecycle, test.state, 'fail', work.now, work.durations);
  if (test === undefined || failed === undefined) return undefined;
  const held = textsIn(test.peers);
  if (peers.some(({ id, state }) => state !== 'deleting' && held.includes(id))) return undefined;
  work.write.update(failoverTests, test, { ...failed, endedAt: work.now });
  // It counts siblings: so it touches their parent.
  work.write.touch(virtualInterfaces, row);
  return leaveTest(work, row, peers);
}

/** A session as it was when a test took it down. */
interface Taken {
  readonly peerId: string;
  readonly cause: string;
  readonly announced: readonly Announced[];
}

/**
 * It is the service that holds a session down [UG26], so it is down from the answer on, whoever reports of it. Those that
 * were down stay as they were reported.
 */
async function takeDown(work: Work, testId: string, peers: readonly string[]): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  for (const peerId of peers) {
    const peer = await bgpPeer(work.reader, peerId);
    if (peer?.status !== 'up') continue;
    const announced = JSON.parse((await ribIn(work.reader, peerId))?.routes ?? '[]') as InstalledRoute[];
    taken.push({
      peerId,
      cause: peer.statusCause,
      announced: announced.map(({ installedAt: _since, ...one }) => one),
    });
    const down = moveSession(work, peer, { status: 'down', cause: heldBy(testId) });
    await keepAnnounced(work, down, []);
  }
  return taken;
}

/**
 * The sessions that a test took down itself are what was last reported of them (GUESS): up again, unless something else has
 * happened to them meanwhile. Gives those that are.
 */
async function giveBack(work: Work, { id, taken }: FailoverTestRow): Promise<readonly BgpPeerRow[]> {
  const back: BgpPeerRow[] = [];
  for (const { peerId, cause, announced } of JSON.parse(taken) as readonly Taken[]) {
    const peer = await bgpPeer(work.reader, peerId);
    if (peer?.state !== 'available' || peer.statusCause !== heldBy(id)) continue;
    const up = moveSession(work, peer, { status: 'up', cause });
    await keepAnnounced(work, up, announced);
    back.push(up);
  }
  return back;
}
