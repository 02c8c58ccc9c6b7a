import type { Family } from '../../addressing/address.ts';
import type { Facts, Session } from '../facts.ts';
import {
  BFD_MS,
  BFD_MULTIPLIER,
  EXAMPLE,
  familiesOf,
  HOLD,
  KEEPALIVE,
  networkLines,
  routerIdOf,
  type Template,
} from '../template.ts';
import { linuxLines, linuxSteps } from './linux.ts';

/** BIRD 2: a whole bird.conf, with commands for the kernel as comments. */
export const bird: Template = {
  comment: '#',
  // A string ends at the next quotation mark, whatever stands before it.
  keys: /^[^"]+$/,
  steps: (facts) => [
    ...linuxSteps(facts, '#'),
    'Look at it with bird -p -c THIS-FILE. If BIRD runs already, leave out what your bird.conf has: router id, device, kernel.',
  ],
  configuration: (facts) => [
    ...linuxLines(facts, '#'),
    ...(!familiesOf(facts).includes('ipv4')
      ? ['# An example: any IPv4 address that no other router has as its ID.']
      : []),
    `router id ${routerIdOf(facts)};`,
    'protocol device {}',
    ...familiesOf(facts).map(
      (family) => `protocol kernel { ${family} { import none; export where source = RTS_BGP; }; }`,
    ),
    '',
    `protocol bfd ${nameOf(facts, 'bfd')} {`,
    `  interface "*.${facts.vlan}" { interval ${BFD_MS} ms; multiplier ${BFD_MULTIPLIER}; };`,
    '}',
    ...familiesOf(facts).flatMap((family) => networkBlocks(facts, family)),
    ...facts.sessions.flatMap((session) => protocolLines(facts, session)),
  ],
};

/** A symbol of BIRD has no hyphens. */
function nameOf({ id }: Facts, part: string): string {
  return `${id}_${part}`.replaceAll('-', '_');
}

/** What is announced, with a route of its own each, which goes to nobody but the service; all else stays here. */
function networkBlocks(facts: Facts, family: Family): readonly string[] {
  const networks = facts.networks[family];
  const allowed = `  if net ~ [ ${(networks.length > 0 ? networks : [EXAMPLE[family]]).join(', ')} ] then accept;`;
  return [
    '',
    `protocol static ${nameOf(facts, `networks_${family}`)} {`,
    `  ${family};`,
    ...networkLines(facts, family, '  #', (network) => `  route ${network} blackhole;`),
    '}',
    `filter ${nameOf(facts, `out_${family}`)} {`,
    networks.length > 0 ? allowed : `  # ${allowed.trim()}`,
    '  reject;',
    '}',
  ];
}

/** After a fall it tries again at once, rather than after a minute. */
function protocolLines(facts: Facts, session: Session): readonly string[] {
  return [
    '',
    `protocol bgp ${nameOf(facts, session.label)} {`,
    `  description "${facts.description}";`,
    `  local ${session.address} as ${session.asn};`,
    `  neighbor ${session.neighbour} as ${session.amazonAsn};`,
    `  password "${session.key}";`,
    `  hold time ${HOLD};`,
    `  keepalive time ${KEEPALIVE};`,
    '  connect retry time 10;',
    '  error wait time 1, 5;',
    '  bfd on;',
    `  ${session.family} {`,
    '    import all;',
    `    export filter ${nameOf(facts, `out_${session.family}`)};`,
    '  };',
    '}',
  ];
}
