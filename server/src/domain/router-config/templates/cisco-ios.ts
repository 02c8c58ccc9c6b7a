import type { Family } from '../../addressing/address.ts';
import { type Facts, maskOf, type Session } from '../facts.ts';
import {
  asnOf,
  BFD_MS,
  BFD_MULTIPLIER,
  familiesOf,
  MTU_DEFAULT,
  networkLines,
  routerIdOf,
  type Template,
} from '../template.ts';
import { ciscoList, ciscoListLines, neighbourLines } from './cisco-syntax.ts';

const PORTS = ['GigabitEthernet0/1', 'GigabitEthernet0/2'];

/** Cisco IOS 12.4 and newer: commands for `configure terminal`. */
export const ios: Template = {
  comment: '!',
  // The question mark asks for help, wherever it stands.
  keys: /^[^?]+$/,
  steps,
  configuration: (facts) => [
    ...(familiesOf(facts).includes('ipv6') ? ['ipv6 unicast-routing', '!'] : []),
    ...portLines(facts),
    ...interfaceLines(facts),
    ...familiesOf(facts).flatMap((family) =>
      ciscoListLines(facts, family, (network) =>
        family === 'ipv4' ? `ip route ${masked(network, ' ')} Null0 254` : `ipv6 route ${network} Null0 254`,
      ),
    ),
    ...bgpLines(facts),
    'end',
  ],
};

function steps({ lag, sessions }: Facts): readonly string[] {
  return [
    `Replace ${lag ? `${PORTS.join(', ')} by the members of the LAG, and Port-channel1` : PORTS[0]} by your own.`,
    ...(lag ? ['The LAG speaks LACP: the release has to know channel-group with mode active.'] : []),
    ...(sessions.some(({ asn, amazonAsn }) => Math.max(asn, amazonAsn) > 65535)
      ? ['ASNs of four bytes need IOS 12.4(24)T or newer.']
      : []),
    ...(sessions.some(({ key }) => key.length > 25)
      ? ['Older releases take keys of at most 25 characters.']
      : []),
    ...(sessions.some(({ family }) => family === 'ipv6')
      ? ['BFD of a session over IPv6 needs IOS 15.1(2)T or newer.']
      : []),
    'If BGP runs already, keep its ASN and router ID: see the remarks below.',
  ];
}

function parentOf({ lag }: Facts): string {
  return lag ? 'Port-channel1' : (PORTS[0] ?? '');
}

function portLines(facts: Facts): readonly string[] {
  const mtu = facts.mtu > MTU_DEFAULT ? [` mtu ${facts.mtu}`] : [];
  const members = facts.lag
    ? PORTS.flatMap((port) => [
        `interface ${port}`,
        ` description ${facts.connection}`,
        ' no ip address',
        ' channel-group 1 mode active',
        ' no shutdown',
        '!',
      ])
    : [];
  return [
    ...members,
    `interface ${parentOf(facts)}`,
    ` description ${facts.connection}`,
    ...mtu,
    ' no ip address',
    ' no shutdown',
    '!',
  ];
}

function interfaceLines(facts: Facts): readonly string[] {
  return [
    `interface ${parentOf(facts)}.${facts.vlan}`,
    ` description ${facts.description}`,
    ` encapsulation dot1Q ${facts.vlan}`,
    ...facts.sessions.map((session) => addressLine(session)),
    ...familiesOf(facts).map((family) => ` ${family === 'ipv4' ? 'ip' : 'ipv6'} mtu ${facts.mtu}`),
    ` bfd interval ${BFD_MS} min_rx ${BFD_MS} multiplier ${BFD_MULTIPLIER}`,
    ' no bfd echo',
    '!',
  ];
}

function addressLine({ family, label, address, length }: Session): string {
  if (family === 'ipv6') return ` ipv6 address ${address}/${length}`;
  return ` ip address ${address} ${maskOf(length)}${label === 'ipv4' ? '' : ' secondary'}`;
}

function masked(network: string, between: string): string {
  const [address = '', length = ''] = network.split('/');
  return `${address}${between}${maskOf(Number(length))}`;
}

function bgpLines(facts: Facts): readonly string[] {
  return [
    `! A router has one ASN. If yours is not ${asnOf(facts)}, enter its own router bgp instead and add to each neighbor:`,
    `!  neighbor ADDRESS local-as ${asnOf(facts)} no-prepend replace-as`,
    `router bgp ${asnOf(facts)}`,
    ' ! A router without any IPv4 address beside these needs an ID:',
    ` ! bgp router-id ${routerIdOf(facts)}`,
    ' bgp log-neighbor-changes',
    ...facts.sessions.flatMap((session) => [
      ...neighbourLines(facts, session),
      ` neighbor ${session.neighbour} fall-over bfd`,
    ]),
    ...familyLines(facts, 'ipv4'),
    ...(familiesOf(facts).includes('ipv6') ? familyLines(facts, 'ipv6') : []),
    '!',
  ];
}

function familyLines(facts: Facts, family: Family): readonly string[] {
  return [
    ' !',
    ` address-family ${family}`,
    ...(familiesOf(facts).includes(family)
      ? networkLines(facts, family, '  !', (network) =>
          family === 'ipv4' ? `  network ${masked(network, ' mask ')}` : `  network ${network}`,
        )
      : []),
    ...facts.sessions.flatMap((session) =>
      session.family === family
        ? [
            `  neighbor ${session.neighbour} activate`,
            `  neighbor ${session.neighbour} prefix-list ${ciscoList(facts, family)} out`,
            `  neighbor ${session.neighbour} soft-reconfiguration inbound`,
          ]
        : // Without this a session of IPv6 would carry IPv4 too, which the service does not speak.
          family === 'ipv4'
          ? [`  no neighbor ${session.neighbour} activate`]
          : [],
    ),
    ' exit-address-family',
  ];
}
