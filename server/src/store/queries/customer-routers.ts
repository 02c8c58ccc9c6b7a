import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { type CustomerRouterRow, customerRouters, type FlapRow, flaps } from '../tables/customer-routers.ts';

const ROUTER = rowsOf(customerRouters, 'where virtual_interface_id = ?');
const FLAP = rowsOf(flaps, 'where virtual_interface_id = ?');

/** The customer's router behind a virtual interface, where somebody has touched it. */
export function customerRouter(
  reader: Reader,
  virtualInterfaceId: string,
): Promise<CustomerRouterRow | undefined> {
  return reader.one(ROUTER, virtualInterfaceId);
}

export function flapOf(reader: Reader, virtualInterfaceId: string): Promise<FlapRow | undefined> {
  return reader.one(FLAP, virtualInterfaceId);
}
