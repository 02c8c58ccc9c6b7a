import { isFlatRate, PAY_AS_YOU_GO } from '../../domain/billing/modes.ts';
import type { BillingOrder } from '../../domain/billing/order.ts';
import type { AvailableBillingMode, RequestBillingMode } from '../../model/types.gen.ts';
import type { ActiveConnection } from '../../store/queries/connections.ts';
import { location } from '../../store/queries/inventory.ts';
import type { LocationRow } from '../../store/tables/inventory.ts';
import type { QueryContext } from '../operation.ts';
import { parsed } from './parsed.ts';
import type { OrderedSite } from './site.ts';

/** What a location sells. */
export function offersOf(row: LocationRow): readonly AvailableBillingMode[] {
  return parsed(row.billingModes) as readonly AvailableBillingMode[];
}

/** What an order says of billing; `inherited`: the mode of the LAG or connection that it goes with. */
export interface BillingWish {
  readonly asked: RequestBillingMode | undefined;
  readonly inherited: string | undefined;
  readonly bandwidth: string;
}

/**
 * An order of ports at a site as the rules of billing see it.
 *
 * @param active the account's active connections there: interconnects and what is being deleted bind nobody
 */
export async function billingOrder(
  ctx: QueryContext,
  { row: { code, region } }: OrderedSite,
  { asked, inherited, bandwidth }: BillingWish,
  active: readonly ActiveConnection[],
): Promise<BillingOrder> {
  const neighbours = active.filter(({ kind, state }) => kind === 'dedicated' && state !== 'deleting');
  // Pay-as-you-go is sold everywhere: only flat rate asks what the location offers.
  const flatRate = isFlatRate(asked ?? inherited ?? PAY_AS_YOU_GO);
  const sold = flatRate ? await location(ctx.look.reader, region, code) : undefined;
  const offers = sold === undefined ? [] : offersOf(sold);
  return { asked, bandwidth, location: code, offers, neighbours };
}
