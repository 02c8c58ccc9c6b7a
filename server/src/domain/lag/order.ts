import { checkQuota, type Quotas } from '../quota.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { ConnectionKind } from '../connection/kind.ts';

/** More members than any bundle has, so that one order is bounded where quotas are off (own rule). */
const MEMBERS_MAX = 64;
/** Ports of these speeds are bundled by twos [M][UG26]. */
const FAST: readonly string[] = ['100Gbps', '400Gbps'];

/** How many members a LAG of the speed may have: 4 below 100G, 2 at 100G and 400G [M][UG26]. */
export function membersMaxOf(quotas: Quotas, bandwidth: string): number {
  const quota = FAST.includes(bandwidth) ? quotas.connectionsPerLagAt100G : quotas.connectionsPerLag;
  return Math.min(quota, MEMBERS_MAX);
}

/** Refuses more members than a LAG of the speed may have. */
export function checkMembers(
  max: number,
  present: number,
  more: number,
  bandwidth: string,
): Refusal | undefined {
  return checkQuota(max, present, more, `connections in a LAG of ${bandwidth}`);
}

/** The size of a LAG that is ordered. */
export interface LagOrder {
  readonly numberOfConnections: number;
  readonly bandwidth: string;
  /** It is made of an existing connection, which counts inside the number [CLI][UG23]. */
  readonly existing: boolean;
}

/** How many new ports such a LAG takes. */
export function newMembersOf(order: LagOrder, membersMax: number): number | Refusal {
  const { numberOfConnections, existing, bandwidth } = order;
  // 0 is nothing to make a LAG of, unless there is a connection: then it is of that one only (GUESS #32).
  const least = existing ? 0 : 1;
  if (numberOfConnections < least) {
    // Text unknown (GUESS #1).
    return refuse(`numberOfConnections ${numberOfConnections} is not valid: ${least} to ${membersMax}`);
  }
  const tooMany = checkMembers(membersMax, 0, numberOfConnections, bandwidth);
  return tooMany ?? Math.max(0, numberOfConnections - (existing ? 1 : 0));
}

/**
 * Whether a LAG is a partner's: it carries hosted connections, and no virtual interface of its own. A registered
 * partner's always is [M]. In the lab an account that nobody declared orders as a customer: there only the
 * interconnect that a LAG is made of makes it a partner's (own rule).
 */
export function isPartners(registeredPartner: boolean, existing: ConnectionKind | undefined): boolean {
  return registeredPartner || existing === 'interconnect';
}

/** The name of the n-th new member, from 1 [CLI]. */
export function memberName(ordinal: number, lagId: string): string {
  return `Requested Connection ${ordinal} for Lag ${lagId}`;
}
