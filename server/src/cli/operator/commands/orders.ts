import type { Verb } from '../command.ts';
import { allItems } from '../pages.ts';
import { part, textOf, words } from './arguments.ts';

const COLUMNS = [
  ['ORDER', 'connectionId'],
  ['STATUS', 'status'],
  ['STATE', 'state'],
  ['ACCOUNT', 'account'],
  ['REGION', 'region'],
  ['LOCATION', 'location'],
  ['BANDWIDTH', 'bandwidth'],
  ['PORT', 'port'],
  ['ORDERED', 'orderedAt'],
  ['NAME', 'name'],
] as const;

/** Orders of ports. */
export const ORDERS: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'orders that wait for a decision, or others',
    examples: ['orders list', 'orders list --status all --account 123456789012'],
    options: [
      ['--status <status>', 'waiting (the default), asked, approved, rejected, lapsed, withdrawn, all'],
      ['--account <id>', 'of one account'],
      ['--region <region>', 'of one Region'],
      ['--location <code>', 'at one location'],
    ],
    run: async (cli, _args, given) => {
      const query = {
        status: textOf(given, 'status'),
        account: textOf(given, 'account'),
        region: textOf(given, 'region'),
        location: textOf(given, 'location'),
      };
      const items = await allItems(cli, '/orders', query);
      const byAge = items.toSorted((a, b) => String(a['orderedAt']).localeCompare(String(b['orderedAt'])));
      cli.list(byAge, COLUMNS);
    },
  },
  {
    usage: 'show <order>',
    summary: 'one order',
    examples: ['orders show dxcon-ffabc123'],
    run: async (cli, args) => cli.show(await cli.ask('GET', `/orders/${part(args, 0)}`)),
  },
  {
    usage: 'approve <order...>',
    summary: 'approve orders: their letters are issued',
    examples: ['orders approve dxcon-ffabc123', 'orders approve dxcon-ffabc123 dxcon-ffabc124'],
    run: async (cli, args) => {
      const done = [];
      for (const id of words(args, 0)) {
        done.push(await cli.ask('POST', `/orders/${encodeURIComponent(id)}/approve`));
      }
      cli.list(done, COLUMNS);
    },
  },
  {
    usage: 'reject <order>',
    summary: 'turn an order down; its port is free again',
    examples: ['orders reject dxcon-ffabc123 --reason "No contract"'],
    options: [['--reason <text>', 'why', 'needed']],
    run: async (cli, args, given) => {
      const body = { reason: textOf(given, 'reason') ?? '' };
      cli.list([await cli.ask('POST', `/orders/${part(args, 0)}/reject`, { body })], COLUMNS);
    },
  },
  {
    usage: 'ask <order>',
    summary: 'ask the customer for more information; without an answer the order lapses after 7 days',
    examples: ['orders ask dxcon-ffabc123 --reason "Who patches at your side?"'],
    options: [['--reason <text>', 'what is asked, and why', 'needed']],
    run: async (cli, args, given) => {
      const body = { reason: textOf(given, 'reason') ?? '' };
      cli.show(await cli.ask('POST', `/orders/${part(args, 0)}/ask`, { body }));
    },
  },
  {
    usage: 'answer <order>',
    summary: 'take the answer of the customer: the order waits for a decision again',
    examples: ['orders answer dxcon-ffabc123 --text "The facility does"'],
    options: [['--text <text>', 'what the customer said', 'needed']],
    run: async (cli, args, given) => {
      const body = { answer: textOf(given, 'text') ?? '' };
      cli.show(await cli.ask('POST', `/orders/${part(args, 0)}/answer`, { body }));
    },
  },
];
