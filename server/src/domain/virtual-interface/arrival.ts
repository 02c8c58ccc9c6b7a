import type { Quotas } from '../quota.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceState } from './lifecycle.ts';
import {
  checkAddressesFree,
  checkCounts,
  checkHostedCount,
  checkLimiters,
  checkPool,
  checkVlan,
  type Host,
  type Occupant,
} from './occupancy.ts';

/**
 * Whether virtual interfaces that move together find their places on another connection or LAG: no VLAN and no address
 * twice [M][UG23], and within its quotas, rate limiters and prefix pool, one after the other.
 */
export function checkArrival(moving: readonly Occupant[], to: Host, quotas: Quotas): Refusal | undefined {
  let host = to;
  for (const one of moving) {
    const problem =
      checkHostedCount(host, quotas) ??
      checkVlan(one.vlan, host) ??
      checkAddressesFree(one.addresses, host) ??
      checkCounts(one.kind, host, quotas) ??
      checkLimiters(one.rateLimit, host) ??
      (one.kind === 'public' ? undefined : checkPool(one, host));
    if (problem !== undefined) return problem;
    host = { ...host, occupants: [...host.occupants, one] };
  }
  return undefined;
}

/** A partner's LAG has no virtual interface of its own [M]: a connection that has some stays out of it. */
export function checkCarriesNone(connectionId: string, virtualInterfaces: number): Refusal | undefined {
  if (virtualInterfaces === 0) return undefined;
  // Own text (GUESS).
  return refuse(
    `Connection ${connectionId} has virtual interfaces: it cannot be associated with a Lag that carries hosted connections`,
  );
}

/** One virtual interface that is to move by itself, and what carries it now. */
export interface Mover {
  readonly id: string;
  readonly state: VirtualInterfaceState;
  readonly hosted: boolean;
}

/** States in which it can be set up anew: not while it waits for its owner or is verified, nor during a failover test (GUESS). */
const MOVABLE: readonly VirtualInterfaceState[] = ['pending', 'available', 'down'];

/** Whether it may leave, and for such a target: one on a hosted connection stays off LAGs and other hosted ones [M]. */
export function checkLeaving(
  { id, state, hosted }: Mover,
  target: { readonly id: string; readonly hosted: boolean },
): Refusal | undefined {
  // In the words of ConfirmConnection [aws-sdk-go#2717] (GUESS).
  if (!MOVABLE.includes(state)) return refuse(`Virtual Interface ${id} is in state ${state}`);
  if (!hosted || !(target.hosted || target.id.startsWith('dxlag-'))) return undefined;
  // Refused [M]; the text is a GUESS.
  return refuse(
    `Virtual Interface ${id} is on a hosted connection: it cannot be associated with ${target.hosted ? 'another hosted connection' : 'a Lag'}`,
  );
}
