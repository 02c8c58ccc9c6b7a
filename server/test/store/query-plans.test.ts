// What runs on every order or every round of the loops goes through an index, however many rows there are.
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { START } from '../../src/store/look.ts';
import { activeAtSite, connectionsPage, lagMembers } from '../../src/store/queries/connections.ts';
import {
  associationsAt,
  customersAround,
  dirtyDevices,
  hostedAt,
  keysOn,
  knownSessions,
  lagsOfInterfaces,
  networksAt,
  runningTestsAt,
  sessionsAround,
} from '../../src/store/queries/edges.ts';
import { heardGateways, virtualGatewaysOf } from '../../src/store/queries/cloud-gateways.ts';
import { allocatedPrefixes } from '../../src/store/queries/gateways.ts';
import { hostedPage, livingOn } from '../../src/store/queries/hosted.ts';
import { addressesUnder, interfacesUnder } from '../../src/store/queries/hosted-interfaces.ts';
import { devicesAt, freePorts, lastPortNumber } from '../../src/store/queries/inventory.ts';
import { oldestAmong } from '../../src/store/queries/deadlines.ts';
import { currentLetter } from '../../src/store/queries/paperwork.ts';
import { poolUses } from '../../src/store/queries/pool-use.ts';
import { associatedNetworks, linkedPeers, linkedRibs } from '../../src/store/queries/routing.ts';
import {
  countInterfacesOn,
  interfacesOfGateway,
  interfacesOfVirtualGateway,
  interfacesOn,
  interfacesOnPage,
  interfacesPage,
  occupantsOf,
} from '../../src/store/queries/virtual-interfaces.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import type { Reader } from '../../src/store/store.ts';
import { connections } from '../../src/store/tables/connections.ts';

/** Keeps the text of every read instead of running it. */
function listener(): { readonly reader: Reader; readonly texts: string[] } {
  const texts: string[] = [];
  const hear = <T>({ sql }: { readonly sql: string }, answer: T) => {
    texts.push(sql);
    return Promise.resolve(answer);
  };
  return { texts, reader: { all: (query) => hear(query, []), one: (query) => hear(query, undefined) } };
}

const page = { limit: 101, after: START };

const reads: readonly (readonly [string, RegExp, (reader: Reader) => Promise<unknown>])[] = [
  [
    'a page of connections',
    /PRIMARY KEY \(account=\? AND region=\? AND \(seq,id\)>/,
    (reader) => connectionsPage({ reader, account: 'a', region: 'r' }, page),
  ],
  [
    "an account's connections at a site",
    /INDEX connection_site/,
    (reader) => activeAtSite({ reader, account: 'a', region: 'r' }, 'l', 10),
  ],
  ['members of a LAG', /INDEX connection_lag/, (reader) => lagMembers(reader, 'l')],
  [
    'a page of hosted connections: those that live, and those that did',
    /INDEX connection_parent_living \(parent_id=\? AND \(seq,id\)>.*\n.*INDEX connection_parent_ended \(parent_id=\? AND \(seq,id\)>/,
    (reader) => hostedPage(reader, 'p', page),
  ],
  [
    'hosted connections that live',
    /INDEX connection_parent_living \(parent_id=\?\)$/,
    (reader) => livingOn(reader, 'p'),
  ],
  [
    'free ports',
    /INDEX port_free \(device_id=\? AND speed=\?/,
    (reader) => freePorts(reader, 'd', '10G', false, 1),
  ],
  [
    'MACsec keys of an edge',
    /macsec_key USING PRIMARY KEY \(parent_id=\?\).*port USING PRIMARY KEY \(device_id=\?\)/,
    (reader) => keysOn(reader, 'd'),
  ],
  ['the last port', /PRIMARY KEY \(device_id=\?\)/, (reader) => lastPortNumber(reader, 'd')],
  ['devices of a location', /INDEX device_order/, (reader) => devicesAt(reader, 'r', 'l')],
  ['devices to look at', /INDEX device_dirty/, (reader) => dirtyDevices(reader, 10, { owner: 'o', now: 0 })],
  ...(
    [
      ['sessions', knownSessions],
      ['sessions in the simulated world', sessionsAround],
      ['touched routers of customers', customersAround],
      ['hosted connections under virtual interfaces', hostedAt],
      ['LAGs under virtual interfaces', lagsOfInterfaces],
      ['running tests', runningTestsAt],
      ['associations', associationsAt],
      ['gateways', networksAt],
    ] as const
  ).map(
    ([what, read]) =>
      [
        `${what} of an edge`,
        /INDEX virtual_interface_device/,
        (reader: Reader) => read(reader, 'd'),
      ] as const,
  ),
  ...[1, 10, 100].map(
    (count) =>
      [
        `what is taken of ${count} connections`,
        /INDEX virtual_interface_living \(connection_id=\?\)/,
        (reader: Reader) => poolUses(reader, Array(count).fill('c') as string[]),
      ] as const,
  ),
  ...(
    [
      ['virtual interfaces', interfacesUnder],
      ['addresses', addressesUnder],
    ] as const
  ).map(
    ([what, read]) =>
      [
        `${what} under a parent of hosted connections`,
        /INDEX virtual_interface_living .*INDEX connection_parent_living .*INDEX connection_parent_ended/,
        (reader: Reader) => read(reader, 'p'),
      ] as const,
  ),
  [
    'peers that exchange routes on a gateway',
    /INDEX virtual_interface_gateway/,
    (reader) => linkedPeers(reader, 'g'),
  ],
  ['what is announced to them', /INDEX adj_rib_in_interface/, (reader) => linkedRibs(reader, 'g')],
  ['what is behind a gateway', /INDEX gateway_association/, (reader) => associatedNetworks(reader, 'g')],
  [
    'a page of virtual interfaces: one’s own, and those of others on one’s connections',
    /^SEARCH virtual_interface USING PRIMARY KEY \(account=\? AND region=\? AND \(seq,id\)>.*\nSEARCH virtual_interface USING INDEX virtual_interface_hosted \(connection_account=\? AND region=\? AND \(seq,id\)>/,
    (reader) => interfacesPage({ reader, account: 'a', region: 'r' }, page),
  ],
  [
    'a page of virtual interfaces on a connection: those that live, and those that did',
    /INDEX virtual_interface_living \(connection_id=\? AND \(seq,id\)>.*\n.*INDEX virtual_interface_ended \(connection_id=\? AND \(seq,id\)>/,
    (reader) => interfacesOnPage({ reader, account: 'a', region: 'r' }, 'c', page),
  ],
  [
    'what lives on a connection',
    /INDEX virtual_interface_living \(connection_id=\?\); SEARCH p USING PRIMARY KEY/,
    (reader) => occupantsOf(reader, 'c'),
  ],
  ...(
    [
      ['virtual interfaces of a connection', /INDEX virtual_interface_living/, interfacesOn],
      ['how many hold a connection', /INDEX virtual_interface_living/, countInterfacesOn],
      ['virtual interfaces of a gateway', /INDEX virtual_interface_gateway/, interfacesOfGateway],
      [
        'virtual interfaces of a virtual private gateway',
        /INDEX virtual_interface_virtual_gateway/,
        interfacesOfVirtualGateway,
      ],
    ] as const
  ).map(
    ([what, index, read]) =>
      [`${what}, the living alone`, index, (reader: Reader) => read(reader, 'x')] as const,
  ),
  [
    'prefixes that are allocated on gateways',
    /INDEX virtual_interface_gateway .*PRIMARY KEY \(account=\? AND \(seq,id\)>/,
    (reader) => allocatedPrefixes({ reader, account: 'a', region: 'r' }, page),
  ],
  [
    'virtual private gateways of an account',
    /INDEX cloud_gateway_living/,
    (reader) => virtualGatewaysOf({ reader, account: 'a', region: 'r' }),
  ],
  [
    'the oldest of all that is to be done',
    /SEARCH connection USING (COVERING )?INDEX connection_due.*SEARCH device USING (COVERING )?INDEX device_dirty/,
    oldestAmong([connections as never]),
  ],
  [
    'gateways that were heard of',
    /^SEARCH cloud_gateway .*\(id>\?\).*INDEX virtual_interface_virtual_gateway.*INDEX gateway_association_associated/,
    (reader) => heardGateways(reader, 'a', 100),
  ],
  ['the letter that counts', /INDEX letter_connection/, (reader) => currentLetter(reader, 'c')],
];

describe('an index serves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossconnect-plans-'));
  const path = join(folder, 'plans.db');
  let database: DatabaseSync;
  beforeAll(async () => {
    await openSqlite(path).close();
    database = new DatabaseSync(path);
  });
  afterAll(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(reads)('%s', async (_, expected, read) => {
    const { reader, texts } = listener();
    await read(reader);
    const plans = texts.map((sql) => {
      const steps = database
        .prepare(`explain query plan ${sql}`)
        .all(...Array(sql.split('?').length - 1).fill(1));
      return steps.map(({ detail }) => String(detail)).join('; ');
    });
    expect(plans.join('\n')).toMatch(expected);
    expect(plans.join('\n')).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER BY.*PRIMARY/);
  });
});
