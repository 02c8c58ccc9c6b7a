import type { Json } from '../client.ts';
import type { Cli, Verb } from '../command.ts';
import { CommandFailed } from '../io.ts';
import { announcementsGiven, ANNOUNCING } from './announcing.ts';
import { choiceOf, numberOf, part, present, textOf, word, words } from './arguments.ts';

type Args = readonly (string | readonly string[])[];
const COLUMNS = [
  ['PEER', 'peerId'],
  ['FAMILY', 'addressFamily'],
  ['SESSION', ({ status, holdsUntil }: Json) => (holdsUntil === null ? status : `${String(status)}, silent`)],
  ['SINCE', 'since'],
  ['HEARD', (item: Json) => (item['announced'] as readonly unknown[]).length],
  ['LIMIT', 'prefixLimit'],
  ['WHY', 'cause'],
] as const;

/** Its sessions as they are now; all of it with --json. */
function sessions(cli: Cli, item: Json): void {
  if (cli.json) cli.show(item);
  else cli.list(item['sessions'] as readonly Json[], COLUMNS);
}

const at = (args: Args, rest: string) => `/virtual-interfaces/${part(args, 0)}/customer-router${rest}`;
/** A verb that does one thing to the router: `usage` begins with the verb, and the path ends with `action`. */
function hand(
  usage: string,
  summary: string,
  example: string,
  body: (args: Args) => object = () => ({}),
): Verb {
  const [action = ''] = usage.split(' ');
  return {
    usage,
    summary: `lab: ${summary}`,
    examples: [`customer-router ${example}`],
    run: async (cli, args) =>
      sessions(cli, await cli.ask('POST', at(args, `/${action}`), { body: body(args) })),
  };
}

/** The customer's router behind a virtual interface of the simulated fabric. */
export const CUSTOMER_ROUTER: readonly Verb[] = [
  {
    usage: 'show <interface>',
    summary: 'lab: the router behind a virtual interface',
    examples: ['customer-router show dxvif-ffabc123'],
    run: async (cli, args) => {
      const item = await cli.ask('GET', at(args, ''));
      if (cli.json) return cli.show(item);
      const {
        sessions: some,
        announcements,
        ...rest
      } = item as Json & {
        readonly sessions: readonly Json[];
        readonly announcements: readonly Json[] | null;
      };
      const told = announcements === null ? 'its standard' : announcements.map(({ cidr }) => cidr);
      cli.show({ ...rest, announces: told });
      cli.list(some, COLUMNS);
    },
  },
  {
    usage: 'announce <interface> [cidr...]',
    summary: 'lab: what it announces from now on; with --add, as well',
    examples: [
      'customer-router announce dxvif-ffabc123 10.20.0.0/16 10.21.0.0/16 --as-path 65000,65000 --community 7224:7100',
      'customer-router announce dxvif-ffabc123 --add --file prefixes.txt',
    ],
    options: [['--add', 'beside what it announces already'], ...ANNOUNCING],
    run: async (cli, args, given) => {
      const announcements = announcementsGiven(args, 1, given);
      const method = given['add'] === true ? 'POST' : 'PUT';
      sessions(cli, await cli.ask(method, at(args, '/announcements'), { body: { announcements } }));
    },
  },
  {
    usage: 'withdraw <interface> <cidr...>',
    summary: 'lab: what it announces no longer',
    examples: ['customer-router withdraw dxvif-ffabc123 10.20.0.0/16'],
    run: async (cli, args) =>
      sessions(cli, await cli.ask('POST', at(args, '/withdraw'), { body: { cidrs: words(args, 1) } })),
  },
  {
    usage: 'standard <interface>',
    summary: 'lab: it announces its standard again',
    examples: ['customer-router standard dxvif-ffabc123'],
    run: async (cli, args) => sessions(cli, await cli.ask('DELETE', at(args, '/announcements'))),
  },
  {
    usage: 'too-many <interface>',
    summary: 'lab: it announces too many prefixes: its session goes idle',
    examples: [
      'customer-router too-many dxvif-ffabc123',
      'customer-router too-many dxvif-ffabc123 --prefixes 150',
    ],
    options: [
      ['--prefixes <n>', 'so many; one more than is accepted by default'],
      ['--family <family>', 'ipv4 or ipv6; all that it has by default'],
    ],
    run: async (cli, args, given) => {
      const body = present({ prefixes: numberOf(given, 'prefixes'), addressFamily: textOf(given, 'family') });
      sessions(cli, await cli.ask('POST', at(args, '/too-many-prefixes'), { body }));
    },
  },
  {
    usage: 'flap <interface>',
    summary: 'lab: it falls now and rises again, so many times',
    examples: [
      'customer-router flap dxvif-ffabc123',
      'customer-router flap dxvif-ffabc123 --times 10 --down 5s --up 30s',
    ],
    options: [
      ['--times <n>', 'how often it falls; 3 by default'],
      ['--down <time>', 'how long it is away each time; 2s by default'],
      ['--up <time>', 'how long it is there in between; 2s by default'],
    ],
    run: async (cli, args, given) => {
      const body = present({
        times: numberOf(given, 'times'),
        down: textOf(given, 'down'),
        up: textOf(given, 'up'),
      });
      sessions(cli, await cli.ask('POST', at(args, '/flap'), { body }));
    },
  },
  hand('silence <interface>', 'it says nothing any more', 'silence dxvif-ffabc123'),
  hand('bfd <interface> <on|off>', 'it configures BFD, or takes it out', 'bfd dxvif-ffabc123 on', (args) => ({
    on: choiceOf(word(args, 1), ['on', 'off']) === 'on',
  })),
  hand('answer <interface>', 'it speaks again, or for the first time (manual)', 'answer dxvif-ffabc123'),
  hand(
    'key <interface> <wrong|right>',
    'it uses a wrong MD5 key, or the right one',
    'key dxvif-ffabc123 wrong',
    (args) => ({ wrong: choiceOf(word(args, 1), ['wrong', 'right']) === 'wrong' }),
  ),
  hand(
    'asn <interface> <asn|right>',
    'it uses a wrong ASN, or the right one',
    'asn dxvif-ffabc123 65099',
    (args) => ({ asn: word(args, 1) === 'right' ? null : wholeOf(word(args, 1)) }),
  ),
  hand('clear <interface>', 'it clears its sessions', 'clear dxvif-ffabc123'),
  hand('repair <interface>', 'everything as it was before somebody touched it', 'repair dxvif-ffabc123'),
];

function wholeOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value)) return value;
  throw new CommandFailed(
    `${JSON.stringify(text)} is no ASN`,
    'Allowed is a number from 1 to 4294967294, or right',
    2,
  );
}
