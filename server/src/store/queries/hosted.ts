import type { Look, PageWish } from '../look.ts';
import type { Reader } from '../store.ts';
import { type ConnectionRow, connections } from '../tables/connections.ts';
import { rowsOf } from '../table.ts';
import { anyConnection } from './connections.ts';
import { anyLag } from './lags.ts';

const ON_PARENT = rowsOf(connections, 'where parent_id = ? and (seq, id) > (?, ?) order by seq, id limit ?');
const ALL_ON_PARENT = rowsOf(connections, 'where parent_id = ? order by seq, id');
const ALLOCATED = rowsOf(connections, 'where id = ? and partner_account = ? and region = ?');
const LIVING = rowsOf(
  connections,
  `where parent_id = ? and state not in ('deleted', 'rejected') order by seq, id`,
);

/** Hosted connections on an interconnect or LAG, oldest first. */
export function hostedPage(
  reader: Reader,
  parentId: string,
  page: PageWish,
): Promise<readonly ConnectionRow[]> {
  return reader.all(ON_PARENT, parentId, page.after.seq, page.after.id, page.limit);
}

/** All of them, for the call that has no pages. */
export function hostedOn(reader: Reader, parentId: string): Promise<readonly ConnectionRow[]> {
  return reader.all(ALL_ON_PARENT, parentId);
}

/** A hosted connection that the account allocated in the Region, whoever owns it, deleted ones included. */
export function allocatedConnection(look: Look, id: string): Promise<ConnectionRow | undefined> {
  return look.reader.one(ALLOCATED, id, look.account, look.region);
}

/** Hosted connections that live on an interconnect or LAG: all of them, for capacity and VLANs. */
export function livingOn(reader: Reader, parentId: string): Promise<readonly ConnectionRow[]> {
  return reader.all(LIVING, parentId);
}

/** Which of the given interconnects and LAGs can do MACsec. */
export async function macSecParentsAmong(
  reader: Reader,
  parents: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await Promise.all(
    parents.map((id) => (id.startsWith('dxlag-') ? anyLag(reader, id) : anyConnection(reader, id))),
  );
  return new Set(rows.filter((row) => row?.macSec === 1).map((row) => row?.id ?? ''));
}
