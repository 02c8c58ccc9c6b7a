import { failoverTestLifecycle } from '../../../domain/failover-test/lifecycle.ts';
import { wireState } from '../../../domain/lifecycle.ts';
import type { VirtualInterfaceTestHistory } from '../../../model/types.gen.ts';
import type { FailoverTestRow } from '../../../store/tables/failover-tests.ts';

/** A failover test on the wire; `endTime` is not there while it runs (GUESS). */
export function testView(row: FailoverTestRow): VirtualInterfaceTestHistory {
  return {
    testId: row.id,
    virtualInterfaceId: row.virtualInterfaceId,
    bgpPeers: JSON.parse(row.peers) as string[],
    status: wireState(failoverTestLifecycle, row.state),
    ownerAccount: row.account,
    testDurationInMinutes: row.minutes,
    startTime: row.startedAt / 1_000,
    ...(row.endedAt === null ? {} : { endTime: row.endedAt / 1_000 }),
  };
}
