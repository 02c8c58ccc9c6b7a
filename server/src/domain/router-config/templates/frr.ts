import type { Family } from '../../addressing/address.ts';
import type { Facts } from '../facts.ts';
import {
  asnOf,
  BFD_MS,
  BFD_MULTIPLIER,
  familiesOf,
  networkLines,
  routerIdOf,
  type Template,
} from '../template.ts';
import { linuxLines, linuxSteps } from './linux.ts';
import { IP, listLines, neighbourLines } from './cisco-syntax.ts';

/** FRR 8.4 and newer: a file for `vtysh -f`, with commands for the kernel as comments. */
export const frr: Template = {
  comment: '!',
  // The rest of the line is the key.
  keys: /^/,
  steps: (facts) => [
    ...linuxSteps(facts, '!'),
    'Switch bgpd and bfdd on in /etc/frr/daemons, then: vtysh -C -f THIS-FILE to look, vtysh -f THIS-FILE to load.',
    `If BGP runs already, keep its ASN and router ID; with another ASN add to each neighbor: local-as ${asnOf(facts)} no-prepend replace-as`,
  ],
  configuration: (facts) => [
    ...linuxLines(facts, '!'),
    ...familiesOf(facts).flatMap((family) => mapLines(facts, family)),
    `route-map ${facts.id}-in permit 10`,
    'exit',
    '!',
    'bfd',
    ` profile ${facts.id}`,
    `  detect-multiplier ${BFD_MULTIPLIER}`,
    `  receive-interval ${BFD_MS}`,
    `  transmit-interval ${BFD_MS}`,
    ' exit',
    'exit',
    '!',
    ...bgpLines(facts),
  ],
};

/** The list, and the map that a neighbour is given. */
function mapLines(facts: Facts, family: Family): readonly string[] {
  const ip = IP[family];
  const name = `${facts.id}-out-${family}`;
  const nowhere = (network: string) => `${ip} route ${network} blackhole 254`;
  return [
    ...listLines(facts, family, { name, all: 'any', nowhere }),
    `route-map ${name} permit 10`,
    ` match ${ip} address prefix-list ${name}`,
    'exit',
    '!',
  ];
}

function bgpLines(facts: Facts): readonly string[] {
  return [
    `router bgp ${asnOf(facts)}`,
    ...(familiesOf(facts).includes('ipv4')
      ? []
      : [' ! An example: any IPv4 address that no other router has as its ID.']),
    ` bgp router-id ${routerIdOf(facts)}`,
    ...facts.sessions.flatMap((session) => [
      ...neighbourLines(facts, session),
      // Tries again after 10 s rather than after two minutes.
      ` neighbor ${session.neighbour} timers connect 10`,
      ` neighbor ${session.neighbour} bfd profile ${facts.id}`,
    ]),
    ...familyLines(facts, 'ipv4'),
    ...(familiesOf(facts).includes('ipv6') ? familyLines(facts, 'ipv6') : []),
    'exit',
  ];
}

function familyLines(facts: Facts, family: Family): readonly string[] {
  const own = facts.sessions.filter((session) => session.family === family);
  const others = facts.sessions.filter((session) => session.family !== family);
  return [
    ' !',
    ` address-family ${family} unicast`,
    ...(own.length > 0 ? networkLines(facts, family, '  !', (network) => `  network ${network}`) : []),
    ...own.flatMap(({ neighbour }) => [
      `  neighbor ${neighbour} activate`,
      `  neighbor ${neighbour} soft-reconfiguration inbound`,
      `  neighbor ${neighbour} route-map ${facts.id}-in in`,
      `  neighbor ${neighbour} route-map ${facts.id}-out-${family} out`,
    ]),
    // Without this a session of IPv6 would carry IPv4 too, which the service does not speak.
    ...(family === 'ipv4' ? others.map(({ neighbour }) => `  no neighbor ${neighbour} activate`) : []),
    ' exit-address-family',
  ];
}
