import type { Look, PageWish } from '../look.ts';
import type { Reader } from '../store.ts';
import { query, rowsOf } from '../table.ts';
import {
  type AssociationRow,
  type AttachmentRow,
  associations,
  attachments,
  type GatewayRow,
  gateways,
} from '../tables/gateways.ts';

const BY_ID = rowsOf(gateways, `where id = ? and state <> 'deleted'`);
const OWNED = rowsOf(gateways, `where id = ? and account = ? and state <> 'deleted'`);
const PAGE = rowsOf(
  gateways,
  `where account = ? and (seq, id) > (?, ?) and state <> 'deleted' order by seq, id limit ?`,
);
const LIVING = query<{ id: string }>(
  `select id from direct_connect_gateway where account = ? and state <> 'deleted' limit ?`,
);
const ASSOCIATIONS = rowsOf(associations, 'where direct_connect_gateway_id = ? order by seq, id');
const OF_ASSOCIATED = rowsOf(associations, 'where associated_id = ? order by seq, id');
const ALLOCATED = query<{ id: string; total: number }>(
  `select direct_connect_gateway_id as id, sum(prefix_count_v4 + prefix_count_v6) as total
   from virtual_interface
   where direct_connect_gateway_id in (select id from direct_connect_gateway where account = ?
       and (seq, id) > (?, ?) and state <> 'deleted' order by seq, id limit ?)
     and state not in ('deleted', 'rejected')
   group by direct_connect_gateway_id`,
);
const ATTACHMENTS_OF = rowsOf(attachments, 'where virtual_interface_id = ?');
const ATTACHMENTS_ON = rowsOf(
  attachments,
  `where direct_connect_gateway_id = ? and account = ? and (seq, virtual_interface_id) > (?, ?)
   order by seq, virtual_interface_id limit ?`,
);

/** A gateway whoever owns it; deleted ones are never found [M]. */
export function anyGateway(reader: Reader, id: string): Promise<GatewayRow | undefined> {
  return reader.one(BY_ID, id);
}

/** A gateway of the account; gateways have no Region. */
export function ownedGateway(look: Look, id: string): Promise<GatewayRow | undefined> {
  return look.reader.one(OWNED, id, look.account);
}

/** The account's gateways, oldest first. */
export function gatewaysPage(look: Look, page: PageWish): Promise<readonly GatewayRow[]> {
  return look.reader.all(PAGE, look.account, page.after.seq, page.after.id, page.limit);
}

/** Prefixes allocated on the gateways of a page, both families together; a gateway that is missing has none. */
export async function allocatedPrefixes(look: Look, page: PageWish): Promise<ReadonlyMap<string, number>> {
  const { account, reader } = look;
  const lines = await reader.all(ALLOCATED, account, page.after.seq, page.after.id, page.limit);
  return new Map(lines.map(({ id, total }) => [id, Number(total)]));
}

/** How many gateways the account has; counts no further than `limit`. */
export async function countGateways(look: Look, limit: number): Promise<number> {
  return (await look.reader.all(LIVING, look.account, limit)).length;
}

/** All associations of a gateway, those that end included. */
export function associationsOf(reader: Reader, gatewayId: string): Promise<readonly AssociationRow[]> {
  return reader.all(ASSOCIATIONS, gatewayId);
}

/** Associations of a virtual private or transit gateway. */
export function associationsWith(reader: Reader, associatedId: string): Promise<readonly AssociationRow[]> {
  return reader.all(OF_ASSOCIATED, associatedId);
}

/** Attachments of a virtual interface: one, and while it moves between gateways none more. */
export function attachmentsOf(reader: Reader, virtualInterfaceId: string): Promise<readonly AttachmentRow[]> {
  return reader.all(ATTACHMENTS_OF, virtualInterfaceId);
}

/** Attachments on a gateway, oldest first: those of the account's virtual interfaces, which have an owner with the gateway. */
export function attachmentsPage(
  { reader, account }: Look,
  gatewayId: string,
  { after, limit }: PageWish,
): Promise<readonly AttachmentRow[]> {
  return reader.all(ATTACHMENTS_ON, gatewayId, account, after.seq, after.id, limit);
}
