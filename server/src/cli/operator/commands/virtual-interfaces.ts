import type { Json } from '../client.ts';
import type { Verb } from '../command.ts';
import { allItems } from '../pages.ts';
import { part, present, textOf } from './arguments.ts';
import { announcementsGiven, ANNOUNCING } from './announcing.ts';
import { showHistory } from './session-timeline.ts';

interface Peer {
  readonly peerId: string;
  readonly addressFamily: string;
  readonly status: string;
  readonly cause: string;
}

const peersOf = (item: Json) => item['peers'] as readonly Peer[];
const COLUMNS = [
  ['VIRTUAL INTERFACE', 'virtualInterfaceId'],
  ['KIND', 'kind'],
  ['STATE', 'state'],
  ['ACCOUNT', 'account'],
  ['ON', 'connectionId'],
  ['VLAN', 'vlan'],
  [
    'SESSIONS',
    (item: Json) => peersOf(item).map(({ addressFamily, status }) => `${addressFamily} ${status}`),
  ],
  ['NAME', 'name'],
] as const;
const PEER_COLUMNS = [
  ['PEER', 'peerId'],
  ['FAMILY', 'addressFamily'],
  ['STATE', 'state'],
  ['ASN', 'asn'],
  ['CUSTOMER', 'customerAddress'],
  ['SESSION', 'status'],
  ['SINCE', 'since'],
  ['WHY', 'cause'],
] as const;

const ROUTE_COLUMNS = [
  ['DIRECTION', 'direction'],
  ['PREFIX', 'cidr'],
  ['TAKEN', 'taken'],
  ['AS PATH', (item: Json) => (item['asPath'] as readonly number[]).join(' ')],
  ['MED', 'med'],
  ['COMMUNITIES', 'communities'],
  ['WHY', 'reason'],
] as const;

/** Virtual interfaces of all accounts. */
export const INTERFACES: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'virtual interfaces of all accounts, or some',
    examples: [
      'virtual-interfaces list',
      'virtual-interfaces list --state verifying',
      'virtual-interfaces list --connection dxcon-ffabc123',
    ],
    options: [
      ['--account <id>', 'of one account'],
      ['--region <region>', 'of one Region'],
      ['--location <code>', 'at one location'],
      ['--device <id>', 'on one device'],
      ['--connection <id>', 'on one connection or LAG'],
      ['--gateway <id>', 'of one gateway'],
      ['--kind <kind>', 'private, public, transit'],
      ['--state <state>', 'available, down, verifying, …'],
    ],
    run: async (cli, _args, given) => {
      const names = ['account', 'region', 'location', 'device', 'connection', 'gateway', 'kind', 'state'];
      const query = Object.fromEntries(names.map((name) => [name, textOf(given, name)]));
      cli.list(await allItems(cli, '/virtual-interfaces', query), COLUMNS);
    },
  },
  {
    usage: 'show <interface>',
    summary: 'one virtual interface, and why its sessions are as they are',
    examples: ['virtual-interfaces show dxvif-ffabc123'],
    run: async (cli, args) => {
      const item = await cli.ask('GET', `/virtual-interfaces/${part(args, 0)}`);
      const { peers = [], ...rest } = item as Json & { readonly peers?: readonly Json[] };
      cli.show(cli.json ? item : rest);
      if (!cli.json) cli.list(peers, PEER_COLUMNS);
    },
  },
  {
    usage: 'sessions <interface>',
    summary: 'what its BGP sessions went through, and why',
    examples: [
      'virtual-interfaces sessions dxvif-ffabc123',
      'virtual-interfaces sessions dxvif-ffabc123 --max 500',
    ],
    options: [['--max <n>', 'changes at most; 50 by default']],
    run: showHistory,
  },
  {
    usage: 'routes <interface>',
    summary: 'routes that it accepts and advertises, those that it does not, and why',
    examples: [
      'virtual-interfaces routes dxvif-ffabc123',
      'virtual-interfaces routes dxvif-ffabc123 --direction accepted --family ipv4',
    ],
    options: [
      ['--direction <direction>', 'accepted or advertised'],
      ['--family <family>', 'ipv4 or ipv6'],
    ],
    run: async (cli, args, given) => {
      const query = { direction: textOf(given, 'direction'), addressFamily: textOf(given, 'family') };
      const answer = await cli.ask('GET', `/virtual-interfaces/${part(args, 0)}/routes`, { query });
      if (cli.json) cli.show(answer);
      else cli.list(answer['items'] as readonly Json[], ROUTE_COLUMNS);
    },
  },
  {
    usage: 'verify <interface>',
    summary: 'public: its prefixes and its ASN are the customer’s',
    examples: ['virtual-interfaces verify dxvif-ffabc123 --note "letter of 12 March"'],
    options: [['--note <text>', 'kept in the audit trail']],
    run: async (cli, args, given) => {
      const body = present({ note: textOf(given, 'note') });
      cli.list([await cli.ask('POST', `/virtual-interfaces/${part(args, 0)}/verify`, { body })], COLUMNS);
    },
  },
  {
    usage: 'reject <interface>',
    summary: 'public: its prefixes or its ASN are not the customer’s',
    examples: [
      'virtual-interfaces reject dxvif-ffabc123 --reason "192.0.2.0/24 is registered to somebody else"',
    ],
    options: [['--reason <text>', 'why', 'needed']],
    run: async (cli, args, given) => {
      const body = { reason: textOf(given, 'reason') };
      cli.list([await cli.ask('POST', `/virtual-interfaces/${part(args, 0)}/reject`, { body })], COLUMNS);
    },
  },
  {
    usage: 'report <interface> <peer> <up|down> [cidr...]',
    summary: 'fabric manual: report a BGP session of your own gear, and what the customer announces',
    examples: [
      'virtual-interfaces report dxvif-ffabc123 dxpeer-ffabc123 up 10.20.0.0/16',
      'virtual-interfaces report dxvif-ffabc123 dxpeer-ffabc123 down --cause "Hold timer expired"',
    ],
    options: [['--cause <text>', 'why'], ...ANNOUNCING],
    run: async (cli, args, given) => {
      const announced = announcementsGiven(args, 3, given);
      const body = present({
        status: args[2],
        cause: textOf(given, 'cause'),
        announced: announced.length === 0 ? undefined : announced,
      });
      const path = `/virtual-interfaces/${part(args, 0)}/sessions/${part(args, 1)}`;
      cli.list(peersOf(await cli.ask('PUT', path, { body })) as unknown as readonly Json[], PEER_COLUMNS);
    },
  },
];
