import { allByIds, readsByIds } from '../by-ids.ts';
import type { Reader } from '../store.ts';
import { query, rowsOf } from '../table.ts';
import { type CustomerRouterRow, customerRouters, type FlapRow, flaps } from '../tables/customer-routers.ts';

const ROUTER = rowsOf(customerRouters, 'where virtual_interface_id = ?');
const FLAP = rowsOf(flaps, 'where virtual_interface_id = ?');

/** What a customer's router has been told to announce: the JSON text of a list. */
export interface ToldRow {
  readonly virtualInterfaceId: string;
  readonly announcements: string;
}

const TOLD = readsByIds((places) =>
  query<ToldRow>(
    `select virtual_interface_id as "virtualInterfaceId", announcements from customer_router
     where virtual_interface_id in (${places}) and announcements is not null`,
  ),
);

/** The customer's router behind a virtual interface, where somebody has touched it. */
export function customerRouter(
  reader: Reader,
  virtualInterfaceId: string,
): Promise<CustomerRouterRow | undefined> {
  return reader.one(ROUTER, virtualInterfaceId);
}

/** What the routers behind these virtual interfaces have been told to announce. */
export async function toldTo(
  reader: Reader,
  virtualInterfaceIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await allByIds(reader, TOLD, virtualInterfaceIds);
  return new Map(rows.map(({ virtualInterfaceId, announcements }) => [virtualInterfaceId, announcements]));
}

export function flapOf(reader: Reader, virtualInterfaceId: string): Promise<FlapRow | undefined> {
  return reader.one(FLAP, virtualInterfaceId);
}
