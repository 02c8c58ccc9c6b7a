import { type FailoverTestState, failoverTestLifecycle } from '../domain/failover-test/lifecycle.ts';
import { enter, type Phase, step } from '../domain/lifecycle.ts';
import { virtualInterfaceLifecycle } from '../domain/virtual-interface/lifecycle.ts';
import { anyInterface } from '../store/queries/virtual-interfaces.ts';
import { type FailoverTestRow, failoverTests } from '../store/tables/failover-tests.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../store/tables/virtual-interfaces.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { hasSession } from './sessions.ts';

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
  const testing = step(virtualInterfaceLifecycle, row.state, 'startTest', now, durations);
  if (testing !== undefined) work.write.update(virtualInterfaces, row, testing);
  const test: FailoverTestRow = {
    account: row.account,
    region: row.region,
    seq: work.newSeq(),
    id,
    virtualInterfaceId: row.id,
    peers: JSON.stringify(peers),
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
  const event = (await hasSession(work, row.id)) ? 'endTestUp' : 'endTestDown';
  const left = step(virtualInterfaceLifecycle, row.state, event, work.now, work.durations);
  if (left !== undefined) work.write.update(virtualInterfaces, row, left);
  await markDirty(work, row.deviceId);
  return ended;
}
