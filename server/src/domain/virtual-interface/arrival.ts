import type { Quotas } from '../quota.ts';
import { type Refusal, refuse } from '../refusal.ts';
import {
  checkAddressesFree,
  checkCounts,
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
