import { type Refusal, refuse } from './refusal.ts';

/** Inbound prefixes per family that a port carries: 5,000 at 1G and 10G, 30,000 at 100G, 50,000 at 400G [UG26]. */
const POOLS: Readonly<Record<string, number>> = {
  '1Gbps': 5_000,
  '10Gbps': 5_000,
  '100Gbps': 30_000,
  '400Gbps': 50_000,
};

/** Size of the pool of one dedicated connection, per address family. */
export function prefixPoolOf(bandwidth: string): number {
  return POOLS[bandwidth] ?? 0;
}

/** A member of a LAG, as its pool sees it: its layer 1 is done [UG26] once it was up (GUESS). */
export interface PoolMember {
  readonly id: string;
  readonly firstUpAt: number | null;
}

const doneAmong = (members: readonly PoolMember[]) =>
  members.filter(({ firstUpAt }) => firstUpAt !== null).length;

/** Size of a LAG's pool, per address family: a member's for each member whose layer 1 is done [UG26]. */
export function lagPrefixPool(bandwidth: string, members: readonly PoolMember[]): number {
  return prefixPoolOf(bandwidth) * doneAmong(members);
}

/**
 * What can be allocated of a LAG. One whose members are only requested takes virtual interfaces too [CFN], and the last
 * member may always leave [M]: it has the pool of one member at least (GUESS).
 */
export function allocatablePool(bandwidth: string, members: readonly PoolMember[]): number {
  return prefixPoolOf(bandwidth) * Math.max(1, doneAmong(members));
}

/** Inbound prefixes that virtual interfaces have been given of a pool. */
export interface Allocated {
  readonly prefixesV4: number;
  readonly prefixesV6: number;
}

/**
 * Refuses to take a member out of a LAG whose pool would fall below what is allocated [UG26].
 *
 * @param members all of them, `leaving` among them
 */
export function checkPoolWithout(
  lag: { readonly id: string; readonly bandwidth: string },
  members: readonly PoolMember[],
  leaving: Pick<PoolMember, 'id'>,
  { prefixesV4, prefixesV6 }: Allocated,
): Refusal | undefined {
  const left = members.filter(({ id }) => id !== leaving.id);
  const [before, after] = [members, left].map((of) => allocatablePool(lag.bandwidth, of)) as [number, number];
  if (after === before || Math.max(prefixesV4, prefixesV6) <= after) return undefined;
  const [family, taken] = prefixesV4 > after ? ['IPv4', prefixesV4] : ['IPv6', prefixesV6];
  // Refused [UG26]; the text is a GUESS.
  return refuse(
    `The prefix pool of Lag ${lag.id} would fall to ${after} ${family} prefixes, of which ${taken} are allocated`,
  );
}
