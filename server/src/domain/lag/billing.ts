import { isFlatRate, type Neighbour } from '../billing/modes.ts';
import { type BilledLag, joinBilling } from '../billing/order.ts';
import type { ConnectionKind } from '../connection/kind.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A connection that joins a LAG, as billing sees it. */
export interface JoiningBilled extends Neighbour {
  readonly kind: ConnectionKind;
}

/** The billing mode of a connection once it is a member, which is the LAG's too from then on. */
export function memberMode(lag: BilledLag, joining: JoiningBilled): string | Refusal {
  if (joining.kind === 'interconnect' && !lag.empty && isFlatRate(lag.billingMode)) {
    // Flat rate is for dedicated connections [UG26]; refused, in an own text (GUESS, fidelity 11.2b).
    return refuse(`Billing mode ${lag.billingMode} of Lag ${lag.id} is not available for interconnects`);
  }
  return joinBilling(lag, joining);
}
