import type { Json } from '../client.ts';
import type { Verb } from '../command.ts';
import { allItems } from '../pages.ts';
import { choiceOf, listOf, numberOf, part, present, textOf, word } from './arguments.ts';

const KINDS: Readonly<Record<string, string>> = { vgw: 'virtualPrivateGateway', tgw: 'transitGateway' };

const networksOf = (item: Json) =>
  (item['networks'] as readonly { networkId: string; cidrs: readonly string[] }[])
    .map(({ networkId, cidrs }) => `${networkId} ${cidrs.join(',')}`)
    .join('; ');
const COLUMNS = [
  ['GATEWAY', 'gatewayId'],
  ['ACCOUNT', 'account'],
  ['REGION', 'region'],
  ['ASN', 'amazonSideAsn'],
  ['STATE', 'state'],
  ['SOURCE', 'source'],
  ['NETWORKS', networksOf],
  ['SHARED WITH', 'sharedWith'],
] as const;

/** A command that changes one gateway by its path, and shows it afterwards. */
function change(
  usage: string,
  summary: string,
  example: string,
  [method, pathOf]: readonly ['PUT' | 'DELETE', (args: Parameters<Verb['run']>[1]) => string],
): Verb {
  return {
    usage,
    summary,
    examples: [example],
    run: async (cli, args) => {
      cli.list([await cli.ask(method, `/cloud-gateways/${part(args, 0)}${pathOf(args)}`)], COLUMNS);
    },
  };
}

/** Virtual private and transit gateways. */
export const CLOUD_GATEWAYS: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'virtual private and transit gateways, deleted ones included',
    examples: ['cloud-gateways list', 'cloud-gateways list --account 123456789012'],
    options: [
      ['--account <account>', 'of one owner'],
      ['--region <region>', 'in one Region'],
    ],
    run: async (cli, _args, given) => {
      const query = { account: textOf(given, 'account'), region: textOf(given, 'region') };
      cli.list(await allItems(cli, '/cloud-gateways', query), COLUMNS);
    },
  },
  {
    usage: 'show <gateway>',
    summary: 'one virtual private or transit gateway',
    examples: ['cloud-gateways show vgw-0123456789abcdef0'],
    run: async (cli, args) => cli.show(await cli.ask('GET', `/cloud-gateways/${part(args, 0)}`)),
  },
  {
    usage: 'create <vgw|tgw>',
    summary: 'declare one: vgw, a virtual private gateway, or tgw, a transit gateway',
    examples: [
      'cloud-gateways create vgw --account 123456789012 --region us-east-1',
      'cloud-gateways create tgw --id tgw-0123456789abcdef0 --account 123456789012 --region us-east-1 --asn 64600',
    ],
    options: [
      ['--account <account>', 'its owner', 'needed'],
      ['--region <region>', 'its Region', 'needed'],
      ['--id <id>', 'its id; else one is made'],
      ['--asn <n>', 'its AS number; 64512 by default'],
    ],
    run: async (cli, args, given) => {
      const kind = choiceOf(word(args, 0), Object.keys(KINDS));
      const body = present({
        kind: KINDS[kind],
        gatewayId: textOf(given, 'id'),
        account: textOf(given, 'account'),
        region: textOf(given, 'region'),
        amazonSideAsn: numberOf(given, 'asn'),
      });
      cli.list([await cli.ask('POST', '/cloud-gateways', { body })], COLUMNS);
    },
  },
  {
    usage: 'attach <gateway> <network>',
    summary: 'attach a network, or change the prefixes of one that is attached',
    examples: ['cloud-gateways attach vgw-0123456789abcdef0 vpc-0123456789abcdef0 --cidr 10.1.0.0/16'],
    options: [['--cidr <prefixes...>', 'its prefixes, all of them', 'needed']],
    run: async (cli, args, given) => {
      const path = `/cloud-gateways/${part(args, 0)}/networks/${part(args, 1)}`;
      cli.list([await cli.ask('PUT', path, { body: { cidrs: listOf(given, 'cidr') } })], COLUMNS);
    },
  },
  change(
    'detach <gateway> <network>',
    'detach a network; a virtual private gateway leaves its Direct Connect gateway then',
    'cloud-gateways detach vgw-0123456789abcdef0 vpc-0123456789abcdef0',
    ['DELETE', (args) => `/networks/${part(args, 1)}`],
  ),
  change(
    'share <gateway> <account>',
    'let another account use it as its owner does',
    'cloud-gateways share tgw-0123456789abcdef0 210987654321',
    ['PUT', (args) => `/shares/${part(args, 1)}`],
  ),
  change(
    'unshare <gateway> <account>',
    'let another account use it no longer',
    'cloud-gateways unshare tgw-0123456789abcdef0 210987654321',
    ['DELETE', (args) => `/shares/${part(args, 1)}`],
  ),
  change('delete <gateway>', 'delete one that nothing uses', 'cloud-gateways delete vgw-0123456789abcdef0', [
    'DELETE',
    () => '',
  ]),
];
