import { type Look, merged, type PageWish } from '../look.ts';
import type { Reader } from '../store.ts';
import { type ConnectionRow, connections } from '../tables/connections.ts';
import type { LagRow } from '../tables/lags.ts';
import { rowsOf } from '../table.ts';
import { anyConnection } from './connections.ts';
import { anyLag } from './lags.ts';

/** In these very words: an index of those that live, and one of those that do not, begin with them. */
const LIVES = `state not in ('deleted', 'rejected')`;
const HAS_ENDED = `state in ('deleted', 'rejected')`;
const onParentPage = (which: string) =>
  rowsOf(connections, `where parent_id = ? and ${which} and (seq, id) > (?, ?) order by seq, id limit ?`);
const onParent = (which: string) => rowsOf(connections, `where parent_id = ? and ${which} order by seq, id`);
const LIVING_PAGE = onParentPage(LIVES);
const ENDED_PAGE = onParentPage(HAS_ENDED);
const LIVING = onParent(LIVES);
const ENDED = onParent(HAS_ENDED);
const ALLOCATED = rowsOf(connections, 'where id = ? and partner_account = ? and region = ?');

/** Hosted connections on an interconnect or LAG, those that live and those that did, oldest first. */
export async function hostedPage(
  reader: Reader,
  parentId: string,
  page: PageWish,
): Promise<readonly ConnectionRow[]> {
  const { seq, id } = page.after;
  const [living, ended] = await Promise.all([
    reader.all(LIVING_PAGE, parentId, seq, id, page.limit),
    reader.all(ENDED_PAGE, parentId, seq, id, page.limit),
  ]);
  return merged(living, ended, page);
}

/** All of them, for the call that has no pages. */
export async function hostedOn(reader: Reader, parentId: string): Promise<readonly ConnectionRow[]> {
  const [living, ended] = await Promise.all([reader.all(LIVING, parentId), reader.all(ENDED, parentId)]);
  return merged(living, ended, { limit: Number.POSITIVE_INFINITY });
}

/** A hosted connection that the account allocated in the Region, whoever owns it, deleted ones included. */
export function allocatedConnection(look: Look, id: string): Promise<ConnectionRow | undefined> {
  return look.reader.one(ALLOCATED, id, look.account, look.region);
}

/** Hosted connections that live on an interconnect or LAG: all of them, for capacity and VLANs. */
export function livingOn(reader: Reader, parentId: string): Promise<readonly ConnectionRow[]> {
  return reader.all(LIVING, parentId);
}

/** Those of the given interconnects and LAGs that are there. */
export async function parentsAmong(
  reader: Reader,
  ids: readonly string[],
): Promise<readonly (ConnectionRow | LagRow)[]> {
  const rows = await Promise.all(
    ids.map((id) => (id.startsWith('dxlag-') ? anyLag(reader, id) : anyConnection(reader, id))),
  );
  return rows.filter((row) => row !== undefined);
}
