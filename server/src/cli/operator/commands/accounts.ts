import type { Json } from '../client.ts';
import type { Given, Verb } from '../command.ts';
import { CommandFailed } from '../io.ts';
import { allItems } from '../pages.ts';
import { pairsOf, part, present, textOf, word, words } from './arguments.ts';

const FLAGS = [
  ['--name <text>', 'its name'],
  ['--company <text>', 'company on letters; empty: the name'],
  ['--partner-type <type>', 'nonPartner, v1, v2'],
  [
    '--quota <name=n...>',
    'a quota of its own, such as connectionsPerLocation=20; `name=` gives the default back',
  ],
  ['--agreement <name=status...>', 'its agreements, all of them: signed or unsigned'],
] as const;

function accountOf(given: Given): Record<string, unknown> {
  const company = textOf(given, 'company');
  const quotas = pairsOf(given, 'quota', 'connectionsPerLocation=20');
  const agreements = pairsOf(given, 'agreement', '"Terms=signed"');
  return present({
    name: textOf(given, 'name'),
    company: company === '' ? null : company,
    partnerType: textOf(given, 'partnerType'),
    quotas: quotas && Object.fromEntries(quotas.map(([name, value]) => [name, quotaOf(name, value)])),
    agreements: agreements?.map(([name, status]) => ({ name, status })),
  });
}

function quotaOf(name: string, value: string): number | null {
  if (value === '') return null;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new CommandFailed(
    `--quota ${name}=${value} is not allowed`,
    `Allowed is a whole number from 0 on, such as --quota ${name}=20; nothing gives the default back`,
    2,
  );
}

/** Accounts. */
export const ACCOUNTS: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'accounts that are registered, and those that the lab has met',
    examples: ['accounts list'],
    run: async (cli) =>
      cli.list(await allItems(cli, '/accounts'), [
        ['ACCOUNT', 'account'],
        ['REGISTERED', 'registered'],
        ['PARTNER', 'partnerType'],
        ['NAME', 'name'],
        ['COMPANY', 'company'],
      ]),
  },
  {
    usage: 'show <account>',
    summary: 'one account',
    examples: ['accounts show 123456789012'],
    run: async (cli, args) => cli.show(await cli.ask('GET', `/accounts/${part(args, 0)}`)),
  },
  {
    usage: 'register <account>',
    summary: 'register an account',
    examples: ['accounts register 123456789012 --name Example --partner-type v2 --quota lagsPerRegion=20'],
    options: FLAGS,
    run: async (cli, args, given) => {
      const body = { account: word(args, 0), ...accountOf(given) };
      cli.show(await cli.ask('POST', '/accounts', { body }));
    },
  },
  {
    usage: 'update <account>',
    summary: 'change what is named of an account',
    examples: [
      'accounts update 123456789012 --quota connectionsPerLocation=50',
      'accounts update 123456789012 --quota connectionsPerLocation=',
    ],
    options: FLAGS,
    run: async (cli, args, given) =>
      cli.show(await cli.ask('PATCH', `/accounts/${part(args, 0)}`, { body: accountOf(given) })),
  },
];

const KEY_COLUMNS = [
  ['KEY', 'accessKeyId'],
  ['ACCOUNT', 'account'],
  ['ACTIVE', 'active'],
  ['TEMPORARY', 'temporary'],
  ['MADE', 'createdAt'],
  ['EXPIRES', 'expiresAt'],
] as const;

/** Access keys. */
export const KEYS: readonly Verb[] = [
  {
    usage: 'list <account>',
    summary: 'access keys of an account',
    examples: ['keys list 123456789012'],
    run: async (cli, args) => cli.list(await allItems(cli, `/accounts/${part(args, 0)}/keys`), KEY_COLUMNS),
  },
  {
    usage: 'create <account>',
    summary: 'make an access key; its secret is shown this once',
    examples: ['keys create 123456789012', 'keys create 123456789012 --session-token --expires-in 12h'],
    options: [
      ['--session-token', 'a temporary key, which comes with a session token'],
      ['--expires-in <length>', 'how long it is valid, such as 12h or P30D'],
    ],
    run: async (cli, args, given) => {
      const body = present({ sessionToken: given['sessionToken'], expiresIn: textOf(given, 'expiresIn') });
      cli.show(await cli.ask('POST', `/accounts/${part(args, 0)}/keys`, { body }));
    },
  },
  ...(['deactivate', 'activate'] as const).map(
    (action): Verb => ({
      usage: `${action} <key>`,
      summary: action === 'activate' ? 'turn an access key on again' : 'turn an access key off',
      examples: [`keys ${action} AKIAIOSFODNN7EXAMPLE`],
      run: async (cli, args) =>
        cli.list([await cli.ask('POST', `/keys/${part(args, 0)}/${action}`)], KEY_COLUMNS),
    }),
  ),
];

/** Tokens of the operator API. */
export const TOKENS: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'tokens of the operator API',
    examples: ['tokens list'],
    run: async (cli) => {
      const { items } = await cli.ask('GET', '/tokens');
      cli.list(items as readonly Json[], [
        ['TOKEN ID', 'tokenId'],
        ['NAME', 'name'],
        ['ROLE', 'role'],
        ['MADE', 'createdAt'],
      ]);
    },
  },
  {
    usage: 'create <name>',
    summary: 'make a token; it is shown this once',
    examples: ['tokens create ann --role operator'],
    options: [['--role <role>', 'viewer, operator, admin', 'needed']],
    run: async (cli, args, given) => {
      const body = { name: word(args, 0), role: textOf(given, 'role') };
      cli.show(await cli.ask('POST', '/tokens', { body }));
    },
  },
  {
    usage: 'remove <token-id>',
    summary: 'remove a token',
    examples: ['tokens remove 0a1b2c3d4e5f'],
    run: async (cli, args) => {
      await cli.ask('DELETE', `/tokens/${part(args, 0)}`);
      cli.io.err.write('Removed.\n');
    },
  },
];

/** Agreements that are asked of every account. */
export const AGREEMENTS: readonly Verb[] = [
  {
    usage: 'show',
    summary: 'agreements that are asked of every account',
    examples: ['agreements show'],
    run: async (cli) => cli.show(await cli.ask('GET', '/agreements')),
  },
  {
    usage: 'set [names...]',
    summary: 'set them; none: nothing is asked',
    examples: ['agreements set "Terms of use" "Data processing"'],
    run: async (cli, args) =>
      cli.show(await cli.ask('PUT', '/agreements', { body: { names: words(args, 0) } })),
  },
];
