import type { Look, PageWish } from '../look.ts';
import type { Reader } from '../store.ts';
import { query, rowsOf } from '../table.ts';
import type { ConnectionRow } from '../tables/connections.ts';
import {
  type IdempotentAnswerRow,
  idempotentAnswers,
  type ResiliencyAssociationRow,
  type ResiliencyGroupRow,
  resiliencyAssociations,
  resiliencyGroups,
} from '../tables/resiliency.ts';

const OWNED = rowsOf(resiliencyGroups, 'where id = ? and account = ? and region = ?');
const OF_ACCOUNT = rowsOf(resiliencyGroups, 'where id = ? and account = ?');
const PAGE = rowsOf(
  resiliencyGroups,
  `where account = ? and region = ? and (seq, id) > (?, ?) and state <> 'deleted' order by seq, id limit ?`,
);
const LIVING = query<{ id: string }>(
  `select id from resiliency_group where account = ? and region = ? and state <> 'deleted' limit ?`,
);
const BY_CONNECTION = rowsOf(resiliencyAssociations, 'where connection_id = ?');
const ASSOCIATIONS = rowsOf(
  resiliencyAssociations,
  'where group_id = ? and (seq, connection_id) > (?, ?) order by seq, connection_id limit ?',
);
const MEMBERS = query<{ connectionId: string }>(
  'select connection_id as "connectionId" from resiliency_association where group_id = ? limit ?',
);
const PAIRABLE = query<PairableRow>(
  `select c.id, c.lag_id as "lagId", c.state, c.device_id as "deviceId", c.bandwidth,
     c.billing_mode as "billingMode"
   from resiliency_association a join connection c on c.id = a.connection_id
   where a.group_id = ? and a.state <> 'disassociating' order by a.seq, a.connection_id`,
);
const ANSWER = rowsOf(idempotentAnswers, 'where account = ? and region = ? and operation = ? and token = ?');

/** What pairing needs of a group's member. */
export type PairableRow = Pick<
  ConnectionRow,
  'id' | 'lagId' | 'state' | 'deviceId' | 'bandwidth' | 'billingMode'
>;

/** A group that the account made in the Region, deleted ones included. */
export function ownedGroup(look: Look, id: string): Promise<ResiliencyGroupRow | undefined> {
  return look.reader.one(OWNED, id, look.account, look.region);
}

/** A group of the account, whatever Region it was made in. */
export function accountGroup(look: Look, id: string): Promise<ResiliencyGroupRow | undefined> {
  return look.reader.one(OF_ACCOUNT, id, look.account);
}

/** The account's groups of the Region that are not deleted, oldest first. */
export function groupsPage(look: Look, page: PageWish): Promise<readonly ResiliencyGroupRow[]> {
  return look.reader.all(PAGE, look.account, look.region, page.after.seq, page.after.id, page.limit);
}

/** How many groups the account has in the Region; counts no further than `limit`. */
export async function countGroups(look: Look, limit: number): Promise<number> {
  return (await look.reader.all(LIVING, look.account, look.region, limit)).length;
}

/** The association of a connection; it has one at most. */
export function associationOf(
  reader: Reader,
  connectionId: string,
): Promise<ResiliencyAssociationRow | undefined> {
  return reader.one(BY_CONNECTION, connectionId);
}

/** A group's associations, oldest first. `after.id` is a connection's. */
export function associationsPage(
  reader: Reader,
  groupId: string,
  page: PageWish,
): Promise<readonly ResiliencyAssociationRow[]> {
  return reader.all(ASSOCIATIONS, groupId, page.after.seq, page.after.id, page.limit);
}

/** How many associations a group has, those that end included; counts no further than `limit`. */
export async function countMembers(reader: Reader, groupId: string, limit: number): Promise<number> {
  return (await reader.all(MEMBERS, groupId, limit)).length;
}

/** The connections of a group that are not leaving it, in the order in which they joined. */
export function pairableIn(reader: Reader, groupId: string): Promise<readonly PairableRow[]> {
  return reader.all(PAIRABLE, groupId);
}

/** The first answer of a call with a client token. */
export function idempotentAnswer(
  look: Look,
  operation: string,
  token: string,
): Promise<IdempotentAnswerRow | undefined> {
  return look.reader.one(ANSWER, look.account, look.region, operation, token);
}
