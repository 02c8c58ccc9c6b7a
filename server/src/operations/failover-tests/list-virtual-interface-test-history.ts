import { textsIn } from '../../domain/texts-in.ts';
import { granted } from '../../domain/fault.ts';
import { failoverTestLifecycle } from '../../domain/failover-test/lifecycle.ts';
import { checkId } from '../../domain/ids.ts';
import { wireState } from '../../domain/lifecycle.ts';
import type { Look } from '../../store/look.ts';
import { ownedTest, testsPage, testsPageOf } from '../../store/queries/failover-tests.ts';
import type { FailoverTestRow } from '../../store/tables/failover-tests.ts';
import { type Input, query } from '../operation.ts';
import { cut, type Page, pageOf, tokenAfter } from '../support/paging.ts';
import { testView } from './views/test.ts';

type Filters = Input<'ListVirtualInterfaceTestHistory'>;

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ListVirtualInterfaceTestHistory.html */
export default query('ListVirtualInterfaceTestHistory', async (input, ctx) => {
  const page = pageOf('ListVirtualInterfaceTestHistory', input, ctx.look);
  if (input.virtualInterfaceId !== undefined) granted(checkId('VirtualInterface', input.virtualInterfaceId));
  const { rows, next } = await pageOfTests(ctx.look, input, page);
  return { virtualInterfaceTestHistory: rows.map(testView), ...next };
});

/** A chunk is no shorter, however short the page; a call reads so many of them, and leaves the rest to the next page. */
const CHUNK = 100;
const CHUNKS_MAX = 20;

async function pageOfTests(look: Look, filters: Filters, page: Page) {
  const { testId, virtualInterfaceId } = filters;
  if (testId !== undefined) {
    const row = await ownedTest(look, testId);
    return { rows: row !== undefined && passes(row, filters) ? [row] : [], next: {} };
  }
  const found: FailoverTestRow[] = [];
  const limit = Math.max(page.limit, CHUNK);
  let { after } = page;
  for (let chunk = 0; chunk < CHUNKS_MAX; chunk += 1) {
    const wish = { after, limit };
    const rows = await (virtualInterfaceId === undefined
      ? testsPage(look, wish)
      : testsPageOf(look, virtualInterfaceId, wish));
    found.push(...rows.filter((row) => passes(row, filters)));
    const last = rows.at(-1);
    if (found.length >= page.limit || rows.length < limit || last === undefined)
      return cut(found.slice(0, page.limit), page);
    after = last;
  }
  return { rows: found, next: { nextToken: tokenAfter(page, after) } };
}

/** All filters have to hold; of several peers one is enough; a status is compared exactly (GUESS #18). */
function passes(
  row: FailoverTestRow,
  { testId, virtualInterfaceId, bgpPeers = [], status }: Filters,
): boolean {
  const held = textsIn(row.peers);
  return (
    (testId === undefined || row.id === testId) &&
    (virtualInterfaceId === undefined || row.virtualInterfaceId === virtualInterfaceId) &&
    (status === undefined || wireState(failoverTestLifecycle, row.state) === status) &&
    (bgpPeers.length === 0 || bgpPeers.some((id) => held.includes(id)))
  );
}
