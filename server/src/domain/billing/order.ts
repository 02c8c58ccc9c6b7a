import type { AvailableBillingMode, RequestBillingMode } from '../../model/types.gen.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { checkNeighbours, checkOffered, isFlatRate, type Neighbour, PAY_AS_YOU_GO } from './modes.ts';

/** An order of ports, as the rules of billing see it. */
export interface BillingOrder {
  readonly asked: RequestBillingMode | undefined;
  readonly bandwidth: string;
  readonly location: string;
  /** What the location sells. */
  readonly offers: readonly AvailableBillingMode[];
  /** The account's living dedicated connections at the location, those of LAGs included. */
  readonly neighbours: readonly Neighbour[];
}

/** A LAG that connections join. While it has no members its mode binds nobody (GUESS). */
export interface BilledLag extends Neighbour {
  readonly empty: boolean;
}

/**
 * The billing mode of a connection that is ordered: what was asked, else its LAG's, else pay-as-you-go. Refused where
 * the location does not sell it, where it does not go with the account's other connections there, and where it is
 * not the LAG's: its members share one mode [UG26].
 *
 * @param lag the LAG that it is ordered for, which has the mode too from then on
 */
export function connectionBilling(order: BillingOrder, lag?: BilledLag): RequestBillingMode | Refusal {
  const mode = order.asked ?? ((lag?.billingMode ?? PAY_AS_YOU_GO) as RequestBillingMode);
  if (lag !== undefined && !lag.empty && mode !== lag.billingMode) {
    // GUESS, fidelity 11.2b: refused, in an own text.
    return refuse(`Billing mode ${mode} differs from billing mode ${lag.billingMode} of ${lag.id}`);
  }
  return soldHere(mode, order);
}

/**
 * The billing mode of a LAG that is ordered, of its new members, and of the connection that it is made of: what was
 * asked, else that connection's. That one becomes flat-rate by itself with a flat-rate LAG (as one that joins); in
 * any other case its mode must be the LAG's (GUESS).
 *
 * @param order its neighbours are those beside `existing`
 * @param existing the connection that moves into the LAG
 * @param partner the LAG carries hosted connections: flat rate is for customers' own ports [UG26]
 */
export function lagBilling(
  order: BillingOrder,
  existing: Neighbour | undefined,
  partner: boolean,
): RequestBillingMode | Refusal {
  const mode = order.asked ?? ((existing?.billingMode ?? PAY_AS_YOU_GO) as RequestBillingMode);
  if (partner && isFlatRate(mode)) {
    // Dedicated connections only [UG26]; a client exception in an own text (GUESS, fidelity 11.2b).
    return refuse(`Billing mode ${mode} is not available for a LAG that carries hosted connections`);
  }
  if (existing !== undefined) {
    const joined = joinBilling({ id: 'the new LAG', billingMode: mode, empty: false }, existing);
    if (isRefusal(joined)) return joined;
  }
  return soldHere(mode, order);
}

/**
 * The mode of a LAG and of a connection once that has joined it: a pay-as-you-go connection becomes flat-rate by
 * itself in a flat-rate LAG [UG26], which counts as no change; any other difference is refused (GUESS). A LAG
 * without members takes the mode of the first (GUESS).
 */
export function joinBilling(lag: BilledLag, joining: Neighbour): RequestBillingMode | Refusal {
  if (lag.empty) return joining.billingMode as RequestBillingMode;
  if (joining.billingMode === lag.billingMode || !isFlatRate(joining.billingMode)) {
    return lag.billingMode as RequestBillingMode;
  }
  // Own text (GUESS, fidelity 11.2b).
  return refuse(
    `Billing mode ${joining.billingMode} of ${joining.id} differs from billing mode ${lag.billingMode} of ${lag.id}`,
  );
}

function soldHere(mode: RequestBillingMode, order: BillingOrder): RequestBillingMode | Refusal {
  const { bandwidth, location, offers, neighbours } = order;
  return (
    checkOffered(mode, bandwidth, location, offers) ?? checkNeighbours(mode, location, neighbours) ?? mode
  );
}
