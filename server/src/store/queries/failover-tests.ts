import type { Look, PageWish } from '../look.ts';
import { allByIds, readsByIds } from '../by-ids.ts';
import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { type FailoverTestRow, failoverTests } from '../tables/failover-tests.ts';

const RUNNING = rowsOf(failoverTests, `where virtual_interface_id = ? and state = 'running'`);
const RUNNING_ON = readsByIds((places) =>
  rowsOf(failoverTests, `where virtual_interface_id in (${places}) and state = 'running'`),
);
const OF_INTERFACE = rowsOf(failoverTests, 'where virtual_interface_id = ? order by seq, id');
const OWNED = rowsOf(failoverTests, 'where id = ? and account = ? and region = ?');
const PAGE_OF_INTERFACE = rowsOf(
  failoverTests,
  `where virtual_interface_id = ? and account = ? and region = ? and (seq, id) > (?, ?)
   order by seq, id limit ?`,
);
const PAGE = rowsOf(
  failoverTests,
  'where account = ? and region = ? and (seq, id) > (?, ?) order by seq, id limit ?',
);

/** A test of the account in the Region. */
export function ownedTest(look: Look, id: string): Promise<FailoverTestRow | undefined> {
  return look.reader.one(OWNED, id, look.account, look.region);
}

/** The account's tests of one virtual interface, oldest first. */
export function testsPageOf(
  { account, region, reader }: Look,
  virtualInterfaceId: string,
  { after, limit }: PageWish,
): Promise<readonly FailoverTestRow[]> {
  return reader.all(PAGE_OF_INTERFACE, virtualInterfaceId, account, region, after.seq, after.id, limit);
}

/** Tests of the account in the Region, oldest first. */
export function testsPage(look: Look, page: PageWish): Promise<readonly FailoverTestRow[]> {
  const { account, region, reader } = look;
  return reader.all(PAGE, account, region, page.after.seq, page.after.id, page.limit);
}

/** The test that runs on a virtual interface, if one does. */
export function runningTest(
  reader: Reader,
  virtualInterfaceId: string,
): Promise<FailoverTestRow | undefined> {
  return reader.one(RUNNING, virtualInterfaceId);
}

/** The same of many, in one read for a page of them. */
export async function runningTests(
  reader: Reader,
  virtualInterfaceIds: readonly string[],
): Promise<ReadonlyMap<string, FailoverTestRow>> {
  const rows = await allByIds(reader, RUNNING_ON, virtualInterfaceIds);
  return new Map(rows.map((row) => [row.virtualInterfaceId, row]));
}

/** All tests of a virtual interface, oldest first. */
export function testsOf(reader: Reader, virtualInterfaceId: string): Promise<readonly FailoverTestRow[]> {
  return reader.all(OF_INTERFACE, virtualInterfaceId);
}
