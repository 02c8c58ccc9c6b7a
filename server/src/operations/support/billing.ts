import type { BillingOrder } from '../../domain/billing/order.ts';
import type { AvailableBillingMode, RequestBillingMode } from '../../model/types.gen.ts';
import type { ActiveConnection } from '../../store/queries/connections.ts';
import type { LocationRow } from '../../store/tables/inventory.ts';
import { parsed } from './parsed.ts';
import type { OrderedSite } from './site.ts';

/** What a location sells. */
export function offersOf(row: LocationRow): readonly AvailableBillingMode[] {
  return parsed(row.billingModes) as readonly AvailableBillingMode[];
}

/**
 * An order of ports at a site as the rules of billing see it.
 *
 * @param active the account's active connections there: interconnects and what is being deleted bind nobody
 */
export function billingOrder(
  at: OrderedSite,
  order: { readonly asked: RequestBillingMode | undefined; readonly bandwidth: string },
  active: readonly ActiveConnection[],
): BillingOrder {
  const neighbours = active.filter(({ kind, state }) => kind === 'dedicated' && state !== 'deleting');
  return { ...order, location: at.row.code, offers: offersOf(at.row), neighbours };
}
