import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceKind } from './kind.ts';
import type { VirtualInterfaceState } from './lifecycle.ts';
import { ownersAlone } from './refusals.ts';
import { checkSiteLink } from './site-link.ts';

/** What a request wants to be another. */
export interface AttributeWish {
  readonly mtu?: number | undefined;
  readonly enableSiteLink?: boolean | undefined;
  readonly virtualInterfaceName?: string | undefined;
  readonly rateLimit?: string | undefined;
  readonly prefixPoolAllocatedCountIpv4?: number | undefined;
  readonly prefixPoolAllocatedCountIpv6?: number | undefined;
}

/** The virtual interface that is to be changed: a living one. */
export interface Changing {
  readonly id: string;
  readonly account: string;
  readonly connectionAccount: string;
  readonly kind: VirtualInterfaceKind;
  readonly state: VirtualInterfaceState;
  readonly region: string;
  readonly directConnectGatewayId: string | null;
  readonly mtu: number;
  readonly siteLink: number;
}

/** Attributes that the owner of the connection has a hand in as well [UG26][XC]. */
const SHARED: readonly (keyof AttributeWish)[] = [
  'rateLimit',
  'prefixPoolAllocatedCountIpv4',
  'prefixPoolAllocatedCountIpv6',
];

/**
 * Whether the caller, who owns it or its connection, may change what is wanted. The guide leaves rate limit and prefix
 * counts of a hosted one to the connection's owner [UG26], and Terraform sends them as its owner: both may (GUESS,
 * fidelity 1.5).
 */
export function checkWho(wish: AttributeWish, row: Changing, caller: string): Refusal | undefined {
  if (row.account === caller) return undefined;
  const members = Object.keys(wish) as (keyof AttributeWish)[];
  const foreign = members.find((member) => wish[member] !== undefined && !SHARED.includes(member));
  if (foreign === undefined) return undefined;
  return ownersAlone(row.id, `change ${foreign}`);
}

/** What waits for its owner is nobody's to change yet (GUESS): it starts with what it was allocated [UG26]. */
export function checkConfirmed({ id, state }: Pick<Changing, 'id' | 'state'>): Refusal | undefined {
  // In the words of ConfirmConnection [aws-sdk-go#2717] (GUESS).
  return state === 'confirming' ? refuse(`Virtual Interface ${id} is in state ${state}`) : undefined;
}

/** What interrupts the virtual interface: its MTU [M], and SiteLink [CFN]. */
export interface Interrupting {
  readonly mtu: number;
  readonly siteLink: number;
}

/** The two as they are wanted. */
export function interruptingOf(wish: AttributeWish, row: Changing): Interrupting {
  const { enableSiteLink } = wish;
  const siteLink = enableSiteLink === undefined ? row.siteLink : Number(enableSiteLink);
  return { mtu: wish.mtu ?? row.mtu, siteLink };
}

/**
 * Whether it can be interrupted for that now: not during a failover test (GUESS), and SiteLink of a hosted one only once
 * that is set up [TFI#49571].
 */
export function checkInterrupting(wanted: Interrupting, row: Changing): Refusal | undefined {
  const toggles = wanted.siteLink !== row.siteLink;
  if (!toggles && wanted.mtu === row.mtu) return undefined;
  const hosted = row.account !== row.connectionAccount;
  if (row.state === 'testing' || (hosted && toggles && row.state === 'pending')) {
    // In the words of ConfirmConnection [aws-sdk-go#2717] (GUESS).
    return refuse(`Virtual Interface ${row.id} is in state ${row.state}`);
  }
  if (!toggles || wanted.siteLink === 0) return undefined;
  if (row.kind !== 'public') return checkSiteLink(row);
  // Private and transit ones alone [UG23]; the text is a GUESS.
  return refuse('SiteLink is not available for public virtual interfaces');
}

/** Inbound prefixes of one family: as many as are wanted, and as many as are announced at the moment. */
export interface PrefixChange {
  readonly family: 'IPv4' | 'IPv6';
  readonly count: number;
  readonly inUse: number;
}

/** Public ones have a fixed number [M26], and what is in use stays [UG26]. */
export function checkPrefixChange(
  { id, kind }: Pick<Changing, 'id' | 'kind'>,
  changes: readonly PrefixChange[],
): Refusal | undefined {
  if (changes.length === 0) return undefined;
  // The text is a GUESS.
  if (kind === 'public') return refuse('Prefix counts cannot be set for public virtual interfaces');
  const below = changes.find(({ count, inUse }) => count < inUse);
  if (below === undefined) return undefined;
  // Never below what is in use [UG26]; the text is a GUESS.
  return refuse(
    `Virtual Interface ${id} has ${below.inUse} ${below.family} prefixes in use: ${below.count} is too few`,
  );
}
