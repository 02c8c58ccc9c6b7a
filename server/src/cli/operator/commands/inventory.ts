import type { Json } from '../client.ts';
import type { Given, Verb } from '../command.ts';
import { allItems } from '../pages.ts';
import { choiceOf, listOf, numberOf, part, present, textOf, word } from './arguments.ts';

const LOCATION_COLUMNS = [
  ['REGION', 'region'],
  ['CODE', 'code'],
  ['SPEEDS', 'portSpeeds'],
  ['MACSEC', 'macSecPortSpeeds'],
  ['DEVICES', (item: Json) => (item['devices'] as readonly unknown[]).length],
  ['NAME', 'name'],
] as const;
const LOCATION_FLAGS = [
  ['--address <text>', 'postal address, for letters'],
  ['--provider <names...>', 'who patches there'],
] as const;

const locationOf = (given: Given) =>
  present({
    name: textOf(given, 'name'),
    address: textOf(given, 'address'),
    providers: given['provider'],
  });

/** Sites. */
export const LOCATIONS: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'sites that sell ports',
    examples: ['locations list --region eu-central-1'],
    options: [['--region <region>', 'in one Region']],
    run: async (cli, _args, given) =>
      cli.list(await allItems(cli, '/locations', { region: textOf(given, 'region') }), LOCATION_COLUMNS),
  },
  {
    usage: 'show <region> <code>',
    summary: 'one site',
    examples: ['locations show us-east-1 EqDC2'],
    run: async (cli, args) => cli.show(await cli.ask('GET', `/locations/${part(args, 0)}/${part(args, 1)}`)),
  },
  {
    usage: 'create <region> <code>',
    summary: 'declare a site',
    examples: ['locations create eu-north-1 MyDC1 --name "My Data Centre, Stockholm" --provider "Facility"'],
    options: [['--name <text>', 'its name', 'needed'], ...LOCATION_FLAGS],
    run: async (cli, args, given) => {
      const body = { region: word(args, 0), code: word(args, 1), ...locationOf(given) };
      cli.show(await cli.ask('POST', '/locations', { body }));
    },
  },
  {
    usage: 'update <region> <code>',
    summary: 'change what is named of a site',
    examples: ['locations update eu-north-1 MyDC1 --address "Street 1, Stockholm"'],
    options: [['--name <text>', 'its name'], ...LOCATION_FLAGS],
    run: async (cli, args, given) => {
      const body = locationOf(given);
      cli.show(await cli.ask('PATCH', `/locations/${part(args, 0)}/${part(args, 1)}`, { body }));
    },
  },
];

const count = (state: string) => (item: Json) => (item['ports'] as Json)[state];
const DEVICE_COLUMNS = [
  ['DEVICE', 'deviceId'],
  ['REGION', 'region'],
  ['LOCATION', 'location'],
  ['SPEEDS', 'portSpeeds'],
  ['OPEN', 'open'],
  ['GROWS', 'grows'],
  ['FREE', count('free')],
  ['TAKEN', count('taken')],
  ['CEASING', count('ceasing')],
  ['RESERVED', count('reserved')],
  ['QUARANTINED', count('quarantined')],
] as const;
const DEVICE_FLAGS = [
  ['--macsec-speeds <speeds>', 'with MACsec, such as 10G,100G'],
  ['--rack <name>', 'its rack'],
  ['--panel <name>', 'its patch panel'],
  ['--ordinal <n>', 'order of choice within the location'],
  ['--closed', 'takes no new orders'],
  ['--logical-redundancy <yes|no>', 'whether connections and LAGs on it have logical redundancy'],
] as const;

const deviceOf = (given: Given) => {
  const redundancy = textOf(given, 'logicalRedundancy');
  return present({
    portSpeeds: listOf(given, 'speeds'),
    macSecPortSpeeds: listOf(given, 'macsecSpeeds'),
    rack: textOf(given, 'rack'),
    panel: textOf(given, 'panel'),
    ordinal: numberOf(given, 'ordinal'),
    open: given['open'] === true ? true : given['closed'] === true ? false : undefined,
    logicalRedundancy: redundancy === undefined ? undefined : choiceOf(redundancy, ['yes', 'no']) === 'yes',
  });
};

/** Devices. */
export const DEVICES: readonly Verb[] = [
  {
    usage: 'list',
    summary: 'devices whose ports are sold',
    examples: ['devices list --location EqDC2'],
    options: [
      ['--region <region>', 'in one Region'],
      ['--location <code>', 'at one location'],
    ],
    run: async (cli, _args, given) => {
      const query = { region: textOf(given, 'region'), location: textOf(given, 'location') };
      cli.list(await allItems(cli, '/devices', query), DEVICE_COLUMNS);
    },
  },
  {
    usage: 'show <device>',
    summary: 'one device',
    examples: ['devices show my-sw-1'],
    run: async (cli, args) => cli.show(await cli.ask('GET', `/devices/${part(args, 0)}`)),
  },
  {
    usage: 'create <device>',
    summary: 'declare a device',
    examples: ['devices create my-sw-1 --region eu-north-1 --location MyDC1 --speeds 10G,100G --rack R7'],
    options: [
      ['--region <region>', 'where it stands', 'needed'],
      ['--location <code>', 'the site', 'needed'],
      ['--speeds <speeds>', 'what it offers, such as 10G,100G', 'needed'],
      ['--logical-id <id>', 'its logical id; its own by default'],
      ...DEVICE_FLAGS,
    ],
    run: async (cli, args, given) => {
      const body = {
        deviceId: word(args, 0),
        ...present({
          region: textOf(given, 'region'),
          location: textOf(given, 'location'),
          logicalId: textOf(given, 'logicalId'),
        }),
        ...deviceOf(given),
      };
      cli.show(await cli.ask('POST', '/devices', { body }));
    },
  },
  {
    usage: 'update <device>',
    summary: 'change what is named of a device',
    examples: [
      'devices update my-sw-1 --closed',
      'devices update my-sw-1 --open --rack R8',
      'devices update my-sw-1 --logical-redundancy yes',
    ],
    options: [
      ['--speeds <speeds>', 'what it offers, such as 10G,100G'],
      ...DEVICE_FLAGS,
      ['--open', 'takes new orders again'],
    ],
    run: async (cli, args, given) =>
      cli.show(await cli.ask('PATCH', `/devices/${part(args, 0)}`, { body: deviceOf(given) })),
  },
];

/** Free ports. */
export const CAPACITY: Verb = {
  usage: 'capacity',
  summary: 'free ports by location and speed',
  examples: ['capacity --location EqDC2', 'capacity --region eu-central-1 --speed 100G --macsec'],
  options: [
    ['--region <region>', 'in one Region'],
    ['--location <code>', 'at one location'],
    ['--speed <speed>', '1G, 10G, 100G, 400G'],
    ['--macsec', 'that can do MACsec'],
  ],
  run: async (cli, _args, given) => {
    const query = {
      region: textOf(given, 'region'),
      location: textOf(given, 'location'),
      speed: textOf(given, 'speed'),
      macSec: given['macsec'] === true ? true : undefined,
    };
    const { items } = await cli.ask('GET', '/capacity', { query });
    cli.list(items as readonly Json[], [
      ['REGION', 'region'],
      ['LOCATION', 'location'],
      ['SPEED', 'speed'],
      ['FREE', (item) => (item['grows'] === true ? 'as ordered' : item['free'])],
      ['WITH MACSEC', 'freeMacSec'],
      ['TAKEN', 'taken'],
      ['CEASING', 'ceasing'],
      ['RESERVED', 'reserved'],
      ['QUARANTINED', 'quarantined'],
    ]);
  },
};
