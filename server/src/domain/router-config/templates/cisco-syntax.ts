import type { Family } from '../../addressing/address.ts';
import type { Facts, Session } from '../facts.ts';
import { asnOf, HOLD, KEEPALIVE, networkLines } from '../template.ts';

/** How a family begins its commands, in Cisco's syntax and in FRR's. */
export const IP: Readonly<Record<Family, string>> = { ipv4: 'ip', ipv6: 'ipv6' };

interface Wording {
  /** Of the list. */
  readonly name: string;
  /** Every network there is. */
  readonly all: string;
  /** A route to nowhere. */
  readonly nowhere: (network: string) => string;
}

/** What may be announced, and a route to nowhere for each: a list that is empty would let everything through. */
export function listLines(facts: Facts, family: Family, { name, all, nowhere }: Wording): readonly string[] {
  const list = `${IP[family]} prefix-list ${name} seq`;
  return [
    ...networkLines(facts, family, '!', (network, at) => `${list} ${5 * (at + 1)} permit ${network}`),
    `${list} 65000 deny ${all}`,
    ...networkLines(facts, family, '!', nowhere),
  ];
}

const EVERYTHING: Readonly<Record<Family, string>> = { ipv4: '0.0.0.0/0 le 32', ipv6: '::/0 le 128' };

/** The name of the list on IOS and NX-OS. */
export function ciscoList({ id }: Facts, family: Family): string {
  return `${id}-OUT-${family.toUpperCase()}`;
}

/** The same lines for IOS and NX-OS, whose routes to nowhere differ. */
export function ciscoListLines(facts: Facts, family: Family, nowhere: Wording['nowhere']): readonly string[] {
  return [
    ...listLines(facts, family, { name: ciscoList(facts, family), all: EVERYTHING[family], nowhere }),
    '!',
  ];
}

/** A neighbour below `router bgp` of IOS and FRR, but for BFD. */
export function neighbourLines(facts: Facts, session: Session): readonly string[] {
  const neighbour = ` neighbor ${session.neighbour}`;
  return [
    `${neighbour} remote-as ${session.amazonAsn}`,
    ...(session.asn === asnOf(facts) ? [] : [`${neighbour} local-as ${session.asn} no-prepend replace-as`]),
    `${neighbour} description ${facts.description}`,
    `${neighbour} password ${session.key}`,
    `${neighbour} timers ${KEEPALIVE} ${HOLD}`,
  ];
}
