import type { Family } from '../../addressing/address.ts';
import type { Facts, Session } from '../facts.ts';
import {
  asnOf,
  BFD_MS,
  BFD_MULTIPLIER,
  familiesOf,
  HOLD,
  KEEPALIVE,
  networkLines,
  routerIdOf,
  type Template,
} from '../template.ts';
import { linuxLines, linuxSteps } from './linux.ts';

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
    ...familiesOf(facts).flatMap((family) => listLines(facts, family)),
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

const words = { ipv4: 'ip', ipv6: 'ipv6' };

/** What may be announced, and a route to nowhere for each. */
function listLines(facts: Facts, family: Family): readonly string[] {
  const ip = words[family];
  const name = `${facts.id}-out-${family}`;
  return [
    ...networkLines(
      facts,
      family,
      '!',
      (network, at) => `${ip} prefix-list ${name} seq ${5 * (at + 1)} permit ${network}`,
    ),
    `${ip} prefix-list ${name} seq 65000 deny any`,
    ...networkLines(facts, family, '!', (network) => `${ip} route ${network} blackhole 254`),
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
    ...facts.sessions.flatMap((session) => neighbourLines(facts, session)),
    ...familyLines(facts, 'ipv4'),
    ...(familiesOf(facts).includes('ipv6') ? familyLines(facts, 'ipv6') : []),
    'exit',
  ];
}

/** Tries again after 10 s rather than after two minutes. */
function neighbourLines(facts: Facts, session: Session): readonly string[] {
  const neighbour = ` neighbor ${session.neighbour}`;
  return [
    `${neighbour} remote-as ${session.amazonAsn}`,
    ...(session.asn === asnOf(facts) ? [] : [`${neighbour} local-as ${session.asn} no-prepend replace-as`]),
    `${neighbour} description ${facts.description}`,
    `${neighbour} password ${session.key}`,
    `${neighbour} timers ${KEEPALIVE} ${HOLD}`,
    `${neighbour} timers connect 10`,
    `${neighbour} bfd profile ${facts.id}`,
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
