import type { Family } from '../../addressing/address.ts';
import type { Facts, Session } from '../facts.ts';
import {
  asnOf,
  BFD_MS,
  BFD_MULTIPLIER,
  familiesOf,
  HOLD,
  KEEPALIVE,
  MTU_DEFAULT,
  networkLines,
  routerIdOf,
  type Template,
} from '../template.ts';
import { portLines, portsOf } from './cisco-nx-os-ports.ts';
import { ciscoList, ciscoListLines, IP } from './cisco-syntax.ts';

/** Characters without a meaning to the command line, which knows pipes, variables and several commands in a line. */
const KEYS = /^[A-Za-z0-9._:=+@/,~*%^-]+$/;

/** Nexus 7000, NX-OS 5.1 and newer: no MACsec, and BFD on IPv4 only. */
export const nexus7000: Template = {
  comment: '!',
  keys: KEYS,
  steps: (facts) => [
    ...steps(facts),
    ...(familiesOf(facts).includes('ipv6')
      ? ['BFD over IPv6 needs NX-OS 6.2 or newer: it is written as a comment.']
      : []),
  ],
  configuration: (facts) => configuration({ ...facts, ckns: [] }, ['ipv4']),
};

/** Nexus 9000 and newer, NX-OS 9.3 and newer. */
export const nexus9000: Template = {
  comment: '!',
  keys: KEYS,
  steps,
  configuration: (facts) => configuration(facts, ['ipv4', 'ipv6']),
};

function steps(facts: Facts): readonly string[] {
  const { ports, parent } = portsOf(facts);
  return [
    `Replace ${ports.join(', ')}${facts.lag ? `, members of the LAG, and ${parent}` : ''} by your own.`,
    ...(facts.mtu > MTU_DEFAULT
      ? ['A port needs an MTU of 9216 below a larger one of the sub-interface.']
      : []),
    'If BGP runs already, keep its ASN and router ID: see the remarks below.',
  ];
}

function configuration(facts: Facts, bfdOn: readonly Family[]): readonly string[] {
  return [
    'feature bgp',
    'feature bfd',
    ...(facts.lag ? ['feature lacp'] : []),
    '!',
    ...portLines(facts),
    ...interfaceLines(facts),
    ...familiesOf(facts).flatMap((family) =>
      ciscoListLines(facts, family, (network) => `${IP[family]} route ${network} Null0 254`),
    ),
    ...bgpLines(facts, bfdOn),
    'end',
  ];
}

function interfaceLines(facts: Facts): readonly string[] {
  return [
    `interface ${portsOf(facts).parent}.${facts.vlan}`,
    `  description ${facts.description}`,
    `  encapsulation dot1q ${facts.vlan}`,
    `  mtu ${facts.mtu}`,
    ...facts.sessions.map(
      ({ family, label, address, length }) =>
        `  ${IP[family]} address ${address}/${length}${label === 'ipv4-2' ? ' secondary' : ''}`,
    ),
    '  no ip redirects',
    ...(familiesOf(facts).includes('ipv6') ? ['  no ipv6 redirects'] : []),
    `  bfd interval ${BFD_MS} min_rx ${BFD_MS} multiplier ${BFD_MULTIPLIER}`,
    '  no bfd echo',
    '  no shutdown',
    '!',
  ];
}

function bgpLines(facts: Facts, bfdOn: readonly Family[]): readonly string[] {
  return [
    `! A router has one ASN. If yours is not ${asnOf(facts)}, enter its own router bgp instead and add to each neighbor:`,
    `!    local-as ${asnOf(facts)} no-prepend replace-as`,
    `router bgp ${asnOf(facts)}`,
    '  ! A router without any IPv4 address beside these needs an ID:',
    `  ! router-id ${routerIdOf(facts)}`,
    '  log-neighbor-changes',
    ...familiesOf(facts).flatMap((family) => [
      `  address-family ${family} unicast`,
      ...networkLines(facts, family, '    !', (network) => `    network ${network}`),
    ]),
    ...facts.sessions.flatMap((session) => neighbourLines(facts, session, bfdOn.includes(session.family))),
    '!',
  ];
}

function neighbourLines(facts: Facts, session: Session, bfd: boolean): readonly string[] {
  return [
    `  neighbor ${session.neighbour} remote-as ${session.amazonAsn}`,
    ...(session.asn === asnOf(facts) ? [] : [`    local-as ${session.asn} no-prepend replace-as`]),
    `    description ${facts.description}`,
    `    password 0 ${session.key}`,
    `    timers ${KEEPALIVE} ${HOLD}`,
    bfd ? '    bfd' : '    ! bfd',
    `    address-family ${session.family} unicast`,
    `      prefix-list ${ciscoList(facts, session.family)} out`,
    '      soft-reconfiguration inbound',
  ];
}
