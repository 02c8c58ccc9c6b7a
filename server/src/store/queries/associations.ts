import type { Look, PageWish } from '../look.ts';
import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { type CloudGatewayRow, cloudGateways } from '../tables/cloud-gateways.ts';
import { type AssociationRow, associations } from '../tables/gateways.ts';

/** Both owners see an association. */
const SEEN = '(gateway_account = ? or associated_account = ?)';
const AFTER = '(seq, id) > (?, ?) order by seq, id limit ?';

const SEEN_BY_ID = rowsOf(associations, `where id = ? and ${SEEN}`);
const OF_PAIR = rowsOf(associations, `where direct_connect_gateway_id = ? and associated_id = ? and ${SEEN}`);
const ON_GATEWAY = rowsOf(associations, `where direct_connect_gateway_id = ? and ${SEEN} and ${AFTER}`);
const WITH = rowsOf(associations, `where associated_id = ? and ${SEEN} and ${AFTER}`);
const BEHIND = rowsOf(
  cloudGateways,
  'where id in (select associated_id from gateway_association where direct_connect_gateway_id = ?)',
);

/** An association that the account sees: it owns one of its gateways. */
export function seenAssociation({ reader, account }: Look, id: string): Promise<AssociationRow | undefined> {
  return reader.one(SEEN_BY_ID, id, account, account);
}

/** The association of a Direct Connect gateway with another one, where the account sees it. */
export function associationOfPair(
  { reader, account }: Look,
  gatewayId: string,
  associatedId: string,
): Promise<AssociationRow | undefined> {
  return reader.one(OF_PAIR, gatewayId, associatedId, account, account);
}

/** Associations of a Direct Connect gateway that the account sees, oldest first. */
export function associationsOnPage(
  { reader, account }: Look,
  gatewayId: string,
  page: PageWish,
): Promise<readonly AssociationRow[]> {
  return reader.all(ON_GATEWAY, gatewayId, account, account, page.after.seq, page.after.id, page.limit);
}

/** Associations of a virtual private or transit gateway that the account sees, oldest first. */
export function associationsWithPage(
  { reader, account }: Look,
  associatedId: string,
  page: PageWish,
): Promise<readonly AssociationRow[]> {
  return reader.all(WITH, associatedId, account, account, page.after.seq, page.after.id, page.limit);
}

/** Virtual private and transit gateways behind a Direct Connect gateway. */
export function cloudGatewaysBehind(reader: Reader, gatewayId: string): Promise<readonly CloudGatewayRow[]> {
  return reader.all(BEHIND, gatewayId);
}
