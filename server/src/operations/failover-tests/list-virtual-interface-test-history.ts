import { granted } from '../../domain/fault.ts';
import { failoverTestLifecycle } from '../../domain/failover-test/lifecycle.ts';
import { checkId } from '../../domain/ids.ts';
import { wireState } from '../../domain/lifecycle.ts';
import { testsPage } from '../../store/queries/failover-tests.ts';
import type { FailoverTestRow } from '../../store/tables/failover-tests.ts';
import { type Input, query } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { testView } from './views/test.ts';

type Filters = Input<'ListVirtualInterfaceTestHistory'>;

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ListVirtualInterfaceTestHistory.html */
export default query('ListVirtualInterfaceTestHistory', async (input, ctx) => {
  const page = pageOf(input);
  if (input.virtualInterfaceId !== undefined) granted(checkId('VirtualInterface', input.virtualInterfaceId));
  const found: FailoverTestRow[] = [];
  for (let after = page.after; found.length < page.limit; ) {
    const rows = await testsPage(ctx.look, { ...page, after });
    found.push(...rows.filter((row) => passes(row, input)));
    const last = rows.at(-1);
    if (rows.length < page.limit || last === undefined) break;
    after = last;
  }
  const { rows, next } = cut(found.slice(0, page.limit), page);
  return { virtualInterfaceTestHistory: rows.map(testView), ...next };
});

/** All filters have to hold; of several peers one is enough; a status is compared exactly (GUESS #18). */
function passes(
  row: FailoverTestRow,
  { testId, virtualInterfaceId, bgpPeers = [], status }: Filters,
): boolean {
  const held = JSON.parse(row.peers) as readonly string[];
  return (
    (testId === undefined || row.id === testId) &&
    (virtualInterfaceId === undefined || row.virtualInterfaceId === virtualInterfaceId) &&
    (status === undefined || wireState(failoverTestLifecycle, row.state) === status) &&
    (bgpPeers.length === 0 || bgpPeers.some((id) => held.includes(id)))
  );
}
