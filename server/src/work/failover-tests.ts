import type { FailoverTestState } from '../domain/failover-test/lifecycle.ts';
import { type Phase, step } from '../domain/lifecycle.ts';
import { virtualInterfaceLifecycle } from '../domain/virtual-interface/lifecycle.ts';
import { anyInterface } from '../store/queries/virtual-interfaces.ts';
import { type FailoverTestRow, failoverTests } from '../store/tables/failover-tests.ts';
import { virtualInterfaces } from '../store/tables/virtual-interfaces.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { hasSession } from './sessions.ts';

/** Ends a failover test, by its time or by a call: the sessions that it held down may come up again [UG26]. */
export async function endTest(
  work: Work,
  test: FailoverTestRow,
  phase: Phase<FailoverTestState>,
): Promise<void> {
  work.write.update(failoverTests, test, { ...phase, endedAt: work.now });
  const row = await anyInterface(work.reader, test.virtualInterfaceId);
  if (row === undefined) return;
  const event = (await hasSession(work, row.id)) ? 'endTestUp' : 'endTestDown';
  const left = step(virtualInterfaceLifecycle, row.state, event, work.now, work.durations);
  if (left !== undefined) work.write.update(virtualInterfaces, row, left);
  await markDirty(work, row.deviceId);
}
