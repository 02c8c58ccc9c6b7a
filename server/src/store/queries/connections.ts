import type { Look, PageWish } from '../look.ts';
import type { Reader } from '../store.ts';
import { type ConnectionRow, connections } from '../tables/connections.ts';
import { query, rowsOf } from '../table.ts';

const OWNED = rowsOf(connections, 'where id = ? and account = ? and region = ?');
const BY_ID = rowsOf(connections, 'where id = ?');
const PAGE = rowsOf(
  connections,
  `where account = ? and region = ? and (seq, id) > (?, ?) and kind <> 'interconnect' order by seq, id limit ?`,
);
const MEMBERS = rowsOf(connections, 'where lag_id = ? order by seq, id');
const ACTIVE_AT_SITE = query<{ id: string; deviceId: string | null; kind: string }>(
  `select id, device_id as "deviceId", kind from connection where account = ? and region = ? and location = ?
   and state not in ('deleted', 'rejected') and kind <> 'hosted' limit ?`,
);

/** A connection of any kind that the account owns in the Region, deleted ones included. */
export function ownedConnection(look: Look, id: string): Promise<ConnectionRow | undefined> {
  return look.reader.one(OWNED, id, look.account, look.region);
}

/** A connection whoever owns it: for rules that join accounts, timers and the operator. */
export function anyConnection(reader: Reader, id: string): Promise<ConnectionRow | undefined> {
  return reader.one(BY_ID, id);
}

/** The account's dedicated and hosted connections of the Region, oldest first. */
export function connectionsPage(look: Look, page: PageWish): Promise<readonly ConnectionRow[]> {
  return look.reader.all(PAGE, look.account, look.region, page.after.seq, page.after.id, page.limit);
}

/** Members of a LAG, oldest first. */
export function lagMembers(reader: Reader, lagId: string): Promise<readonly ConnectionRow[]> {
  return reader.all(MEMBERS, lagId);
}

/** The account's living connections with a port at a location, `limit` of them at most. */
export function activeAtSite(look: Look, location: string, limit: number) {
  return look.reader.all(ACTIVE_AT_SITE, look.account, look.region, location, limit);
}
