import { checkOpensToHosted, checkPartners } from '../lag/join.ts';
import { checkMembers } from '../lag/order.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { ConnectionKind } from './kind.ts';

/** A port that is ordered for a LAG. It has no id yet, so that refusals name none. */
export interface MemberOrder {
  readonly kind: Exclude<ConnectionKind, 'hosted'>;
  readonly macSec: boolean;
  /** Its owner is declared a partner. */
  readonly registeredPartner: boolean;
}

/** The LAG that it is ordered for: the owner's, and living. */
export interface OrderedLag {
  readonly id: string;
  readonly bandwidth: string;
  readonly macSec: number;
  readonly allowsHosted: number;
  /** How many members it has, and may have. */
  readonly members: number;
  readonly membersMax: number;
  /** Virtual interfaces that live on it. */
  readonly virtualInterfaces: number;
}

/**
 * Whether a port can be ordered for a LAG (fidelity 1.1). Speed and location are no question: it inherits the
 * LAG's [UG23].
 */
export function checkMemberOrder(order: MemberOrder, lag: OrderedLag): Refusal | undefined {
  const { kind, registeredPartner } = order;
  if ((order.macSec ? 1 : 0) !== lag.macSec) {
    // After "Connection dxcon-… and lag should be requested MacSec at the same time" [TFI#36693], which has an id: GUESS.
    return refuse(`Connection and lag ${lag.id} should be requested MacSec at the same time`);
  }
  const joining = { id: null, kind };
  return (
    checkPartners(joining, lag, registeredPartner) ??
    checkOpensToHosted(joining, lag, lag.virtualInterfaces) ??
    checkMembers(lag.membersMax, lag.members, 1, lag.bandwidth)
  );
}
