import type { ConnectionState } from '../connection/lifecycle.ts';
import type { LagEvent, LagState } from './lifecycle.ts';

/** Members that carry traffic. One whose key is being changed still does (GUESS); one that moves is interrupted [M]. */
export function isOperational(state: ConnectionState): boolean {
  return state === 'available' || state === 'rekeying';
}

/**
 * What the number of operational members means to a LAG. It is first up with max(1, minimumLinks) of them (GUESS);
 * later it is down below minimumLinks [UG23], and with minimumLinks 0 it stays up without any [AT].
 */
export function lagEvent(state: LagState, operational: number, minimumLinks: number): LagEvent | undefined {
  if (state === 'deleted') return undefined;
  const needed = state === 'pending' ? Math.max(1, minimumLinks) : minimumLinks;
  if (operational >= needed) return state === 'available' ? undefined : 'enoughLinks';
  return state === 'available' ? 'tooFewLinks' : undefined;
}

/**
 * Whether anything gets through a LAG. With minimumLinks 0 it is `available` without any link [AT], and carries nothing
 * then: no session, no hosted connection (GUESS, fidelity 2.4).
 */
export function lagCarries(state: LagState, operational: number): boolean {
  return state === 'available' && operational > 0;
}
