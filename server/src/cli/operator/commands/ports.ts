import type { Json } from '../client.ts';
import type { Cli, Verb } from '../command.ts';
import { CommandFailed } from '../io.ts';
import { allItems } from '../pages.ts';
import { choiceOf, numberOf, part, present, textOf, word } from './arguments.ts';

const member = (name: string, inner: string) => (item: Json) => (item[name] as Json | null)?.[inner];
const PORT_COLUMNS = [
  ['PORT', 'port'],
  ['STATE', 'state'],
  ['SPEED', 'speed'],
  ['LINK', 'link'],
  ['RX DBM', ({ rxPowerDbm }: Json) => (typeof rxPowerDbm === 'number' ? rxPowerDbm.toFixed(2) : rxPowerDbm)],
  ['CONNECTION', member('connection', 'connectionId')],
  ['IS', member('connection', 'state')],
  ['FAR END LIT', 'farEndLit'],
  ['FAULT', 'fault'],
] as const;

const one = (cli: Cli, item: Json) => cli.list([item], PORT_COLUMNS);

const MARKS = [
  ['reserve', 'keep a free port from orders'],
  ['quarantine', 'take a port out of use'],
  ['release', 'give a reserved or quarantined port back'],
] as const;

/** Ports, with their link and light. A port is named by device and number, or by the connection on it. */
export const PORTS: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'ports, all or some',
    examples: ['ports list', 'ports list --location EqDC2 --state taken'],
    options: [
      ['--device <id>', 'of one device'],
      ['--location <code>', 'at one location'],
      ['--region <region>', 'in one Region'],
      ['--state <state>', 'free, taken, ceasing, reserved, quarantined'],
      ['--speed <speed>', '1G, 10G, 100G, 400G'],
    ],
    run: async (cli, _args, given) => {
      const query = {
        device: textOf(given, 'device'),
        location: textOf(given, 'location'),
        region: textOf(given, 'region'),
        state: textOf(given, 'state'),
        speed: textOf(given, 'speed'),
      };
      cli.list(await allItems(cli, '/ports', query), PORT_COLUMNS);
    },
  },
  {
    usage: 'show <port>',
    summary: 'one port',
    examples: ['ports show EqDC2-abc.1', 'ports show dxcon-ffabc123'],
    run: async (cli, args) => cli.show(await cli.ask('GET', `/ports/${part(args, 0)}`)),
  },
  {
    usage: 'declare <device> <range>',
    summary: 'declare ports of a device, which does not grow from then on',
    examples: ['ports declare my-sw-1 1-48 --speed 10G', 'ports declare my-sw-1 49-52 --speed 100G --macsec'],
    options: [
      ['--speed <speed>', '1G, 10G, 100G, 400G', 'needed'],
      ['--macsec', 'they can do MACsec'],
      ['--medium <name>', "such as 10GBASE-LR; the speed's usual one by default"],
      ['--connector <name>', 'LC duplex by default'],
    ],
    run: async (cli, args, given) => {
      const body = present({
        ...rangeOf(word(args, 1)),
        speed: textOf(given, 'speed'),
        macSec: given['macsec'],
        medium: textOf(given, 'medium'),
        connector: textOf(given, 'connector'),
      });
      cli.show(await cli.ask('POST', `/devices/${part(args, 0)}/ports`, { body }));
    },
  },
  ...MARKS.map(
    ([action, summary]): Verb => ({
      usage: `${action} <port>`,
      summary,
      examples: [`ports ${action} my-sw-1.7 --note "ticket 4711"`],
      options: [['--note <text>', 'kept in the audit trail']],
      run: async (cli, args, given) => {
        const body = present({ note: textOf(given, 'note') });
        one(cli, await cli.ask('POST', `/ports/${part(args, 0)}/${action}`, { body }));
      },
    }),
  ),
  {
    usage: 'far-end <port> <lit|dark>',
    summary: "lab: switch the customer's optic on or off",
    examples: ['ports far-end dxcon-ffabc123 lit'],
    run: async (cli, args) => {
      const body = { lit: choiceOf(word(args, 1), ['lit', 'dark']) === 'lit' };
      one(cli, await cli.ask('POST', `/ports/${part(args, 0)}/far-end`, { body }));
    },
  },
  {
    usage: 'fault <port> <fault>',
    summary: 'lab: break something at a port: cut, dark, noLink, noEncryption',
    examples: ['ports fault dxcon-ffabc123 cut'],
    run: async (cli, args) => {
      const body = { fault: word(args, 1) };
      one(cli, await cli.ask('POST', `/ports/${part(args, 0)}/fault`, { body }));
    },
  },
  {
    usage: 'repair <port>',
    summary: 'lab: mend whatever is broken at a port',
    examples: ['ports repair dxcon-ffabc123'],
    run: async (cli, args) => one(cli, await cli.ask('POST', `/ports/${part(args, 0)}/repair`)),
  },
  {
    usage: 'report <port>',
    summary: 'fabric manual: report link and light of your own gear',
    examples: [
      'ports report dxcon-ffabc123 --link up --rx -7.2',
      'ports report my-sw-1.7 --link down --rx dark',
    ],
    options: [
      ['--link <up|down>', 'its link'],
      ['--rx <dBm|dark>', 'received light'],
      ['--tx <dBm|dark>', 'sent light'],
      ['--encrypted <yes|no>', 'whether MACsec is established'],
    ],
    run: async (cli, args, given) => {
      const light = (name: string) => (textOf(given, name) === 'dark' ? null : numberOf(given, name));
      const encrypted = textOf(given, 'encrypted');
      const body = present({
        link: textOf(given, 'link'),
        rxPowerDbm: light('rx'),
        txPowerDbm: light('tx'),
        encrypted: encrypted === undefined ? undefined : choiceOf(encrypted, ['yes', 'no']) === 'yes',
      });
      one(cli, await cli.ask('POST', `/ports/${part(args, 0)}/facts`, { body }));
    },
  },
];

function rangeOf(text: string): { readonly from: number; readonly to: number } {
  const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? [];
  if (Number(from) >= 1 && Number(to) >= Number(from)) return { from: Number(from), to: Number(to) };
  throw new CommandFailed(
    `${JSON.stringify(text)} is no range of ports`,
    'Write it as 1-48, or 7 for one port',
    2,
  );
}
