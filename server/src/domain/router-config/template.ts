import type { Family } from '../addressing/address.ts';
import type { Facts } from './facts.ts';

/** How a configuration is written for one kind of router. */
export interface Template {
  /** Begins a line that the router does not read. */
  readonly comment: string;
  /** Keys that the syntax takes as they are; another is left for a person to type. */
  readonly keys: RegExp;
  /** What to do before the configuration is loaded. */
  readonly steps: (facts: Facts) => readonly string[];
  readonly configuration: (facts: Facts) => readonly string[];
}

/** A hold time of 90 s, a keepalive of 30 s: the service's own (fidelity 6.1) [UG26]. */
export const HOLD = 90;
export const KEEPALIVE = 30;
/** BFD as the service offers it: 300 ms, three times (fidelity 6.1) [UG26]. */
export const BFD_MS = 300;
export const BFD_MULTIPLIER = 3;
/** Room above the interface's MTU for the VLAN tag and the Ethernet header, where a router counts them. */
export const ETHERNET_OVERHEAD = 18;
/** The MTU that every port has. */
export const MTU_DEFAULT = 1500;

/** What stands for the customer's networks until they are put there: kept for documentation, so nobody has them. */
export const EXAMPLE: Readonly<Record<Family, string>> = { ipv4: '192.0.2.0/24', ipv6: '2001:db8::/48' };
/** A router ID for who has no IPv4 address: to be replaced. */
export const ROUTER_ID = '192.0.2.1';

/** The families that have a session. */
export function familiesOf(facts: Facts): readonly Family[] {
  const families: readonly Family[] = ['ipv4', 'ipv6'];
  return families.filter((family) => facts.sessions.some((session) => session.family === family));
}

/** What is announced: one line for each network; where nobody knows them yet, one that is an example in a comment. */
export function networkLines(
  facts: Facts,
  family: Family,
  comment: string,
  line: (network: string, at: number) => string,
): readonly string[] {
  const networks = facts.networks[family];
  return networks.length > 0 ? networks.map(line) : [`${comment} ${line(EXAMPLE[family], 0).trim()}`];
}

/** A router ID that the sessions can do with. */
export function routerIdOf({ sessions }: Facts): string {
  return sessions.find(({ family }) => family === 'ipv4')?.address ?? ROUTER_ID;
}

/** The ASN that the router has for itself; a session with another one says so. */
export function asnOf({ sessions, amazonAsn }: Facts): number {
  return sessions[0]?.asn ?? amazonAsn;
}
