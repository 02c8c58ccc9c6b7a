import type { Facts } from './facts.ts';
import type { RouterType } from './router-types.ts';
import { BFD_MS, BFD_MULTIPLIER, HOLD, KEEPALIVE, MTU_DEFAULT } from './template.ts';

const WIDTH = 96;

/** What a person reads above a configuration, without the marks of a comment. */
export function instructions(facts: Facts, type: RouterType, steps: readonly string[]): readonly string[] {
  const { vendor, platform, software } = type;
  return [
    `Virtual interface ${facts.id}${facts.name === '' ? '' : ` (${facts.name})`}`,
    `for ${vendor} ${platform}, ${software}`,
    '',
    ...table([
      ['Kind', facts.kind],
      [facts.lag ? 'LAG' : 'Connection', facts.connection],
      ['Location', facts.device === '' ? facts.location : `${facts.location}, device ${facts.device}`],
      ['VLAN', String(facts.vlan)],
      ['MTU', String(facts.mtu)],
      ...facts.sessions.flatMap(({ label, address, length, asn, neighbour, amazonAsn }) => [
        [`${label}, yours`, `${address}/${length}, ASN ${asn}`],
        [`${label}, service`, `${neighbour}/${length}, ASN ${amazonAsn}`],
      ]),
    ]),
    '',
    'Before you load it:',
    ...[...steps, ...ofMtu(facts), ...ofNetworks(facts), ...ofMacSec(facts, type)].flatMap(item),
    '',
    'What to know:',
    ...[...ofSessions(facts), ...ofKind(facts)].flatMap(item),
  ];
}

/** One point of a list, in lines that a terminal shows whole. */
function item(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${last === undefined ? '-' : ' '} ${word}`);
  }
  return lines;
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.map(([name = '', value = '']) => `  ${name.padEnd(14)} ${value}`);
}

function ofMtu({ mtu }: Facts): readonly string[] {
  if (mtu <= MTU_DEFAULT) return [];
  return [`Everything between this router and the port has to carry frames for an MTU of ${mtu}.`];
}

function ofNetworks({ kind }: Facts): readonly string[] {
  return kind === 'public'
    ? [
        'The networks announced are the route filter prefixes. Each needs a route in your table: the one to nowhere that is written here counts only while there is no better one.',
      ]
    : [
        'Nothing is announced yet: put your networks where an example stands as a comment, and take the marks away.',
      ];
}

function ofMacSec({ ckns }: Facts, type: RouterType): readonly string[] {
  if (ckns.length === 0) return [];
  return type.xsltTemplateNameForMacSec === ''
    ? ['The connection has MACsec keys. There is no configuration with MACsec for this kind of router.']
    : [
        'The connection has MACsec keys. The CKN is written here; the CAK is known to nobody but you: put it in.',
      ];
}

function ofSessions({ sessions }: Facts): readonly string[] {
  return [
    `The hold time is ${HOLD} s and the keepalive ${KEEPALIVE} s; the lower proposal of both sides counts.`,
    `BFD is a suggestion: ${BFD_MS} ms, ${BFD_MULTIPLIER} times, asynchronous. The service answers once you begin; do not add graceful restart.`,
    ...(sessions.length > 1 ? ['Each address family has a session of its own.'] : []),
    'Sessions are of one hop, with an MD5 key each.',
  ];
}

/** The limits and communities are the service's (fidelity 6.3, 6.5) [UG26]. */
function ofKind({ kind }: Facts): readonly string[] {
  if (kind === 'public') {
    return [
      'Announce nothing but the route filter prefixes, 1,000 of a family at most.',
      'Communities on what you announce say how far it goes: 7224:9100 the local Region, 7224:9200 the continent, 7224:9300 everywhere, as without any.',
      'What you receive carries NO_EXPORT: do not hand it on. 7224:8100 marks the local Region, 7224:8200 the continent.',
    ];
  }
  return [
    'A session takes 100 prefixes of a family, unless more are allocated to the interface; with one more it is closed.',
    'Communities on what you announce give it a preference on the way back: 7224:7100 low, 7224:7200 medium, 7224:7300 high.',
    kind === 'transit'
      ? 'You receive the prefixes that are allowed for the transit gateways behind the Direct Connect gateway.'
      : 'You receive the networks of the virtual private gateways behind it, as far as they are allowed.',
  ];
}
