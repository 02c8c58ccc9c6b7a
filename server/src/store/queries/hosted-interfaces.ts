import type { Reader } from '../store.ts';
import { query, rowsOf } from '../table.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../tables/virtual-interfaces.ts';

/** Its hosted connections, whether or not they live: what runs over one may outlive it by a moment. */
const HOSTED = ['not in', 'in']
  .map((which) => `select id from connection where parent_id = ? and state ${which} ('deleted', 'rejected')`)
  .join(' union all ');
const UNDER = rowsOf(
  virtualInterfaces,
  `where connection_id in (${HOSTED})
     and state not in ('deleted', 'rejected') order by seq, id`,
);
const ADDRESSES = query<{ amazon: string | null; customer: string | null }>(
  `select p.amazon_address as amazon, p.customer_address as customer from bgp_peer p
   where p.virtual_interface_id in
     (select id from virtual_interface where state not in ('deleted', 'rejected') and connection_id in
       (${HOSTED}))`,
);

/** Virtual interfaces that live on the hosted connections of an interconnect or LAG, oldest first. */
export function interfacesUnder(reader: Reader, parentId: string): Promise<readonly VirtualInterfaceRow[]> {
  return reader.all(UNDER, parentId, parentId);
}

/** Addresses of the peers of all of them, both sides, with the mask. */
export async function addressesUnder(reader: Reader, parentId: string): Promise<readonly string[]> {
  const rows = await reader.all(ADDRESSES, parentId, parentId);
  return rows.flatMap(({ amazon, customer }) => [amazon, customer]).filter((address) => address !== null);
}
