import type { Cli, Given, Verb } from '../command.ts';
import { allItems } from '../pages.ts';
import { part, present, textOf, word } from './arguments.ts';

const LETTER_COLUMNS = [
  ['LETTER', 'letterId'],
  ['STATE', 'state'],
  ['CONNECTION', 'connectionId'],
  ['ACCOUNT', 'account'],
  ['ISSUED', 'issuedAt'],
  ['EXPIRES', 'expiresAt'],
  ['FETCHED', 'fetches'],
  ['REASON', 'reason'],
] as const;

/** Letters of authorization. */
export const LETTERS: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'letters, all or some',
    examples: ['letters list', 'letters list --connection dxcon-ffabc123', 'letters list --state revoked'],
    options: [
      ['--connection <id>', 'of one connection'],
      ['--account <id>', 'of one account'],
      ['--state <state>', 'issued, expired, superseded, revoked'],
    ],
    run: async (cli, _args, given) => {
      const query = {
        connectionId: textOf(given, 'connection'),
        account: textOf(given, 'account'),
        state: textOf(given, 'state'),
      };
      cli.list(await allItems(cli, '/letters', query), LETTER_COLUMNS);
    },
  },
  {
    usage: 'show <letter>',
    summary: 'one letter, with the link of its page',
    examples: ['letters show LOA-ABCDE-23456'],
    run: async (cli, args) => cli.show(await cli.ask('GET', `/letters/${part(args, 0)}`)),
  },
  {
    usage: 'issue <connection>',
    summary: 'issue a new letter; the one before is superseded',
    examples: ['letters issue dxcon-ffabc123 --provider "Example Facility"'],
    options: [['--provider <name>', "who patches; the order's own by default"]],
    run: async (cli, args, given) => {
      const body = present({ connectionId: word(args, 0), providerName: textOf(given, 'provider') });
      cli.show(await cli.ask('POST', '/letters', { body }));
    },
  },
  {
    usage: 'revoke <letter>',
    summary: 'end a letter; its page says so',
    examples: ['letters revoke LOA-ABCDE-23456 --reason "Wrong rack"'],
    options: [['--reason <text>', 'why', 'needed']],
    run: async (cli, args, given) => {
      const body = { reason: textOf(given, 'reason') ?? '' };
      cli.show(await cli.ask('POST', `/letters/${part(args, 0)}/revoke`, { body }));
    },
  },
];

const FIBRE_COLUMNS = [
  ['CONNECTION', 'connectionId'],
  ['STATE', 'state'],
  ['PORT', 'port'],
  ['SINCE', 'since'],
  ['FAR END', 'farEnd'],
  ['NOTE', 'note'],
] as const;

const MOVES = [
  ['order', 'the facility has taken the work order'],
  ['connect', 'the facility has patched the fibre'],
  ['break', 'the patch is broken'],
  ['repair', 'the broken patch is whole again'],
  ['cease', 'the patch is to be taken out'],
  ['ceased', 'the facility has taken the patch out'],
] as const;

/** Cross connects. */
export const CROSS_CONNECTS: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'cross connects, all or some',
    examples: ['cross-connects list', 'cross-connects list --state awaiting'],
    options: [
      ['--state <state>', 'requested, awaiting, connected, awaitingCease, ceased, broken'],
      ['--device <id>', 'on one device'],
    ],
    run: async (cli, _args, given) => {
      const query = { state: textOf(given, 'state'), device: textOf(given, 'device') };
      cli.list(await allItems(cli, '/cross-connects', query), FIBRE_COLUMNS);
    },
  },
  {
    usage: 'show <connection>',
    summary: 'one cross connect',
    examples: ['cross-connects show dxcon-ffabc123'],
    run: async (cli, args) => cli.show(await cli.ask('GET', `/cross-connects/${part(args, 0)}`)),
  },
  ...MOVES.map(
    ([event, summary]): Verb => ({
      usage: `${event} <connection>`,
      summary,
      examples: [`cross-connects ${event} dxcon-ffabc123 --note "ticket 4711"`],
      options: [
        ['--note <text>', 'kept with the cross connect'],
        ['--far-end <text>', "the customer's side, such as its panel and port"],
      ],
      run: (cli, args, given) => move(cli, part(args, 0), event, given),
    }),
  ),
];

async function move(cli: Cli, id: string, event: string, given: Given): Promise<void> {
  const body = present({ note: textOf(given, 'note'), farEnd: textOf(given, 'farEnd') });
  cli.list([await cli.ask('POST', `/cross-connects/${id}/${event}`, { body })], FIBRE_COLUMNS);
}
