import type { Json } from '../client.ts';
import type { Verb } from '../command.ts';
import { part, textOf, word } from './arguments.ts';

const COLUMNS = [
  ['VIRTUAL INTERFACE', 'virtualInterfaceId'],
  ['TAKEN', 'taken'],
  ['REGION', 'region'],
  ['PREFIX', 'cidr'],
  ['AS PATH', (item: Json) => (item['asPath'] as readonly number[]).join(' ')],
  ['WHY NOT', 'why'],
] as const;

/** Direct Connect gateways and virtual private gateways, as traffic sees them. */
export const GATEWAYS: readonly Verb[] = [
  {
    usage: 'paths <gateway> <destination>',
    summary: 'which virtual interfaces traffic takes to an address, and why not the others',
    examples: [
      'gateways paths 5f294f92-bafb-4011-916d-9b0bexample 10.20.3.4 --region us-east-1',
      'gateways paths vgw-0123456789abcdef0 2001:db8:20::1 --region eu-central-1',
    ],
    options: [['--region <region>', 'where the traffic comes from', 'needed']],
    run: async (cli, args, given) => {
      const query = { destination: word(args, 1), region: textOf(given, 'region') };
      const answer = await cli.ask('GET', `/gateways/${part(args, 0)}/paths`, { query });
      if (cli.json) return cli.show(answer);
      const taken = (answer['chosen'] as readonly Json[]).map((one) => ({ ...one, taken: true }));
      const lost = (answer['lost'] as readonly Json[]).map((one) => ({ ...one, taken: false }));
      return cli.list([...taken, ...lost], COLUMNS);
    },
  },
];
