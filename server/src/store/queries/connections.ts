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
const ACTIVE = `select id, device_id as "deviceId", kind, state, billing_mode as "billingMode" from connection
  where account || ' ' || region || ' ' || location = ? and state not in ('deleted', 'rejected')`;
const ACTIVE_AT_SITE = query<ActiveConnection>(`${ACTIVE} and kind <> 'hosted' limit ?`);
const SETTLED_AT_SITE = query<ActiveConnection>(
  `${ACTIVE} and kind = 'dedicated' and state <> 'deleting' limit 2`,
);

const BILLED = `select id, billing_mode as "billingMode" from connection
  where account || ' ' || region || ' ' || location = ? and state not in ('deleted', 'rejected')
  and state <> 'deleting' and kind = 'dedicated'`;
const PAY_AS_YOU_GO = query<BilledConnection>(`${BILLED} and billing_mode = 'PayAsYouGo' limit ?`);
const FLAT_RATE = query<BilledConnection>(`${BILLED} and billing_mode <> 'PayAsYouGo' limit ?`);

/** An account's connections at a location, as the index knows them. */
const siteKey = ({ account, region }: Look, location: string) => `${account} ${region} ${location}`;

/** A connection with a port, as orders at its location see it. */
export type ActiveConnection = Pick<ConnectionRow, 'id' | 'deviceId' | 'kind' | 'state' | 'billingMode'>;

/** A connection, as the rule that a location has one kind of billing sees it. */
export type BilledConnection = Pick<ConnectionRow, 'id' | 'billingMode'>;

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

/**
 * The account's living connections with a port at a location: up to one more than `quota`. Where there is no quota
 * (Infinity) two are enough: device and kind of billing are the same for all that are not being deleted, and one of them
 * may be what the order is about.
 */
export async function activeAtSite(
  look: Look,
  location: string,
  quota: number,
): Promise<readonly ActiveConnection[]> {
  const key = siteKey(look, location);
  const settled = Number.isFinite(quota) ? [] : await look.reader.all(SETTLED_AT_SITE, key);
  if (settled.length > 0) return settled;
  return look.reader.all(ACTIVE_AT_SITE, key, Number.isFinite(quota) ? quota + 1 : 1);
}

/** The account's living dedicated connections at a location that are flat-rate, or that are not. */
export function billedAtSite(
  look: Look,
  location: string,
  flatRate: boolean,
  limit: number,
): Promise<readonly BilledConnection[]> {
  return look.reader.all(flatRate ? FLAT_RATE : PAY_AS_YOU_GO, siteKey(look, location), limit);
}
