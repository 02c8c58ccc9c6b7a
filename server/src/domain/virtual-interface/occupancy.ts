import { checkQuota, type Quotas } from '../quota.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceKind } from './kind.ts';

/** A virtual interface that lives on a connection or LAG, as those see it that come beside it. */
export interface Occupant {
  readonly id: string;
  readonly kind: VirtualInterfaceKind;
  readonly vlan: number;
  readonly rateLimit: string | null;
  readonly prefixCountV4: number;
  readonly prefixCountV6: number;
  /** Of all its peers, both sides, with the mask. */
  readonly addresses: readonly string[];
}

/** The connection or LAG, as those see it that want a place there. */
export interface Host {
  /** In words: `Connection dxcon-…`, `Lag dxlag-…`. */
  readonly name: string;
  readonly hosted: boolean;
  readonly occupants: readonly Occupant[];
  /** Rate limiters that it may have. */
  readonly limitersMax: number;
  /** Inbound prefixes that it carries per family; Infinity where nothing counts them. */
  readonly prefixPool: number;
}

/** A VLAN of its own on the connection or LAG [M][UG26]. */
export function checkVlan(vlan: number, { occupants }: Pick<Host, 'occupants'>): Refusal | undefined {
  // "Vlan 1004 is already in use" [LIVE]
  return occupants.some((one) => one.vlan === vlan) ? refuse(`Vlan ${vlan} is already in use`) : undefined;
}

/**
 * A hosted connection carries one virtual interface [UG26]. Asked before its VLAN, which is the only one there: that it is
 * in use would not be the reason.
 */
export function checkHostedCount({ name, hosted, occupants }: Host, quotas: Quotas): Refusal | undefined {
  if (!hosted) return undefined;
  const max = quotas.interfacesPerHostedConnection;
  return checkQuota(max, occupants.length, 1, `virtual interfaces on ${name}`);
}

/** Whether the quotas leave room for one more of its type (fidelity 5). */
export function checkCounts(kind: VirtualInterfaceKind, host: Host, quotas: Quotas): Refusal | undefined {
  const { name, hosted, occupants } = host;
  if (hosted) return checkHostedCount(host, quotas);
  const all = occupants.length;
  const transit = occupants.filter((one) => one.kind === 'transit').length;
  const ofType =
    kind === 'transit'
      ? checkQuota(quotas.transitInterfacesPerConnection, transit, 1, `transit virtual interfaces on ${name}`)
      : checkQuota(
          quotas.privateAndPublicInterfacesPerConnection,
          all - transit,
          1,
          `private and public virtual interfaces on ${name}`,
        );
  return ofType ?? checkQuota(quotas.interfacesPerConnection, all, 1, `virtual interfaces on ${name}`);
}

/** Whether one more can be limited (fidelity 5); the exception is the service's own [M26]. */
export function checkLimiters(rateLimit: string | null, host: Host): Refusal | undefined {
  if (rateLimit === null) return undefined;
  const inUse = host.occupants.filter((one) => one.rateLimit !== null).length;
  return checkQuota(host.limitersMax, inUse, 1, `rate limiters on ${host.name}`, 'LimitExceededException');
}

/** Inbound prefixes that a virtual interface may announce per family. */
export interface PrefixCounts {
  readonly prefixCountV4: number;
  readonly prefixCountV6: number;
}

/** Inbound prefixes are allocated out of the pool of the connection or LAG, each family for itself (fidelity 11.1) [UG26]. */
export function checkPool(wanted: PrefixCounts, { name, occupants, prefixPool }: Host): Refusal | undefined {
  const counted = occupants.filter(({ kind }) => kind !== 'public');
  const families = [
    ['IPv4', wanted.prefixCountV4, counted.map((one) => one.prefixCountV4)],
    ['IPv6', wanted.prefixCountV6, counted.map((one) => one.prefixCountV6)],
  ] as const;
  for (const [family, count, taken] of families) {
    const left = prefixPool - sum(taken);
    // The text is a GUESS.
    if (count > left)
      return refuse(
        `The prefix pool of ${name} has ${Math.max(0, left)} of ${prefixPool} ${family} prefixes unallocated: ${count} do not fit`,
      );
  }
  return undefined;
}

/** What addresses are compared with. */
export interface Addressed {
  readonly name: string;
  readonly occupants: readonly Pick<Occupant, 'addresses'>[];
}

/**
 * Two interfaces on one connection never have the same address; overlapping subnets are fine (GUESS #54): the
 * Terraform tests run two public ones out of one /28 side by side.
 *
 * @param addresses as they are written, with the mask
 */
export function checkAddressesFree(
  addresses: readonly string[],
  { name, occupants }: Addressed,
): Refusal | undefined {
  const taken = new Set(occupants.flatMap((one) => one.addresses.map(bare)));
  const conflict = addresses.find((address) => taken.has(bare(address)));
  // Text unknown (GUESS #1).
  return conflict === undefined
    ? undefined
    : refuse(`Address ${bare(conflict)} is already in use on ${name}`);
}

const bare = (address: string) => address.replace(/\/.*$/, '');

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
