// What goes wrong at the other end: each fault takes the session down for a cause that names it, and its end brings it back.
import { describe, expect, test } from 'vitest';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import { historyOf, readyInterface, standOf } from './sessions.testing.ts';

interface Router {
  readonly announcements: readonly object[] | null;
  readonly flap: { readonly away: boolean; readonly falls: number } | null;
  readonly sessions: readonly {
    readonly status: string;
    readonly cause: string;
    readonly idle: boolean;
    readonly announced: readonly { readonly cidr: string; readonly asPath: readonly number[] }[];
    readonly prefixLimit: number;
  }[];
}

const server = useServer();
const operator = operatorOf(server);

/** A virtual interface whose session is up, and hands on the customer's router behind it. */
async function ready() {
  const caller = { account: newAccount() };
  const { id } = await readyInterface(server, caller);
  const path = `/virtual-interfaces/${id}/customer-router`;
  const session = ({ sessions: [one] }: Router) => {
    if (one === undefined) throw new Error('no session');
    return one;
  };
  return {
    id,
    stand: () => standOf(server, caller, id),
    show: () => operator.done<Router>('GET', path),
    session: async () => session(await operator.done<Router>('GET', path)),
    hand: async (action: string, body?: object) =>
      session(await operator.done<Router>('POST', `${path}/${action}`, body)),
    announce: async (announcements: readonly object[], method = 'PUT') =>
      session(await operator.done<Router>(method, `${path}/announcements`, { announcements })),
    standard: async () => session(await operator.done<Router>('DELETE', `${path}/announcements`)),
    refused: (action: string, body: object) => operator.refused(400, 'POST', `${path}/${action}`, body),
    path,
  };
}

test.each([
  ['silence', {}, 'answer', {}, "Hold timer expired: the customer's router is silent"],
  ['key', { wrong: true }, 'key', { wrong: false }, "Wrong MD5 key: the customer's router uses another one"],
  [
    'asn',
    { asn: 65_099 },
    'asn',
    { asn: null },
    "Wrong ASN: the customer's router says 65099, 65000 is configured",
  ],
  ['asn', { asn: 65_099 }, 'repair', {}, "Wrong ASN: the customer's router says 65099, 65000 is configured"],
  ['silence', {}, 'repair', {}, "Hold timer expired: the customer's router is silent"],
] as const)('%s and its end', async (fault, how, end, back, cause) => {
  const { stand, hand, session, id } = await ready();
  expect(await hand(fault, how)).toMatchObject({ status: 'down', cause, announced: [] });
  expect(await stand()).toBe('down, down');
  expect(await hand(end, back)).toMatchObject({ status: 'up', cause: 'Established' });
  expect(await stand()).toBe('available, up');
  expect((await session()).announced).toHaveLength(1);
  expect((await historyOf(server, id)).slice(-2)).toEqual([`down: ${cause}`, 'up: Established']);
});

test('clearing a session that is up makes it fall and come again', async () => {
  const { hand, id } = await ready();
  expect(await hand('clear')).toMatchObject({ status: 'up' });
  expect((await historyOf(server, id)).slice(-3)).toEqual([
    'up: Established',
    'down: The customer has cleared the session',
    'up: Established',
  ]);
});

describe('too many prefixes', () => {
  const idle = (count: number) =>
    `Idle: ${count} prefixes announced, 100 accepted; announce fewer, then clear the session`;

  test('make the session idle until fewer are announced and it is cleared', async () => {
    const { hand, standard, stand, session } = await ready();
    expect(await hand('too-many-prefixes')).toMatchObject({ status: 'down', cause: idle(101), idle: true });
    expect(await stand()).toBe('down, down');
    // Cleared, and still too many.
    expect(await hand('clear')).toMatchObject({ status: 'down', cause: idle(101), idle: true });
    // Fewer, and not cleared since.
    expect(await standard()).toMatchObject({
      status: 'down',
      cause: 'Idle after too many prefixes: the customer has to clear the session',
    });
    await passSeconds(server, 3_600);
    expect(await stand()).toBe('down, down');
    expect(await hand('clear')).toMatchObject({ status: 'up', idle: false });
    expect(await stand()).toBe('available, up');
    expect((await session()).announced).toHaveLength(1);
  });

  test('are one more than the limit: as many as it is are taken', async () => {
    const { hand } = await ready();
    const at = await hand('too-many-prefixes', { prefixes: 100 });
    expect([at.status, at.announced.length, at.prefixLimit]).toEqual(['up', 100, 100]);
    expect(new Set(at.announced.map(({ cidr }) => cidr)).size).toBe(100);
    expect(await hand('too-many-prefixes', { prefixes: 150 })).toMatchObject({
      status: 'down',
      cause: idle(150),
    });
    expect(await hand('repair')).toMatchObject({ status: 'up', idle: false });
  });

  test('of the other family do not count', async () => {
    const { hand } = await ready();
    expect(await hand('too-many-prefixes', { prefixes: 500, addressFamily: 'ipv6' })).toMatchObject({
      status: 'up',
      announced: [],
    });
  });
});

describe('a flap', () => {
  test('falls and rises so many times, and is over', async () => {
    const { hand, stand, show, id } = await ready();
    await hand('flap', { times: 2, down: '10s', up: 'PT20S' });
    expect(await stand()).toBe('down, down');
    expect((await show()).flap).toMatchObject({ away: true, falls: 1, downMs: 10_000, upMs: 20_000 });
    await passSeconds(server, 11);
    expect(await stand()).toBe('available, up');
    await passSeconds(server, 20);
    expect(await stand()).toBe('down, down');
    await passSeconds(server, 10);
    expect(await stand()).toBe('available, up');
    expect((await show()).flap).toBeNull();
    const falls = (await historyOf(server, id)).filter(
      (one) => one === "down: The customer's router has closed the session",
    );
    expect(falls).toHaveLength(2);
  });

  test('can be lived through in one step of the clock, each fall in its time', async () => {
    const { hand, id } = await ready();
    await hand('flap', { times: 5, down: '1m', up: '1m' });
    await passSeconds(server, 3_600);
    const path = `/virtual-interfaces/${id}/session?limit=10`;
    const { items } = await operator.done<{ items: { at: string; to: string }[] }>('GET', path);
    const times = items.toReversed().map(({ at }) => Date.parse(at));
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(items.map(({ to }) => to)).toEqual(Array(5).fill(['up', 'down']).flat());
    for (const gap of gaps) expect(Math.abs(gap - 60_000)).toBeLessThan(2_000);
  });

  test('ends when the router answers', async () => {
    const { hand, show } = await ready();
    await hand('flap', { times: 100, down: '1h', up: '1h' });
    expect(await hand('answer')).toMatchObject({ status: 'up' });
    expect((await show()).flap).toBeNull();
  });
});

describe('announcements', () => {
  const network = (cidr: string, rest: object = {}) => ({ cidr, ...rest });

  test('are set, added, withdrawn, and the standard again', async () => {
    const { session, announce, hand, standard } = await ready();
    const [own] = (await session()).announced;
    expect(own).toEqual({
      cidr: expect.stringMatching(/^172\.\d+\.\d+\.0\/24$/),
      asPath: [65_000],
      med: null,
      communities: [],
    });
    const cidrs = (one: Awaited<ReturnType<typeof session>>) => one.announced.map(({ cidr }) => cidr);
    expect(cidrs(await announce([network('10.20.0.0/16')], 'POST'))).toEqual([own?.cidr, '10.20.0.0/16']);
    expect(cidrs(await announce([network('10.21.0.0/16'), network('10.22.0.0/16')]))).toEqual([
      '10.21.0.0/16',
      '10.22.0.0/16',
    ]);
    expect(cidrs(await hand('withdraw', { cidrs: ['10.21.0.0/16'] }))).toEqual(['10.22.0.0/16']);
    expect(cidrs(await announce([]))).toEqual([]);
    expect(cidrs(await standard())).toEqual([own?.cidr]);
  });

  test('have an AS path, a MED and communities; each prefix once, in canonical form', async () => {
    const { announce } = await ready();
    const { announced } = await announce([
      network('10.20.0.0/16', { med: 1 }),
      network('10.20.0.0/16', {
        asPath: [65_000, 65_000, 64_999],
        med: 50,
        communities: ['7224:7100', '65000:1'],
      }),
      network('10.21.0.0/16', { asPath: [64_999] }),
    ]);
    expect(announced).toEqual([
      {
        cidr: '10.20.0.0/16',
        asPath: [65_000, 65_000, 64_999],
        med: 50,
        communities: ['7224:7100', '65000:1'],
      },
      { cidr: '10.21.0.0/16', asPath: [65_000, 64_999], med: null, communities: [] },
    ]);
  });

  test('that are no networks are named', async () => {
    const { path, refused } = await ready();
    const wrong = await operator.refused(400, 'PUT', `${path}/announcements`, {
      announcements: [network('10.20.0.0/16'), network('10.20.0.1/16'), network('nonsense')],
    });
    expect(wrong.errors?.map(({ field }) => field)).toEqual([
      'body.announcements.1.cidr',
      'body.announcements.2.cidr',
    ]);
    expect((await refused('withdraw', { cidrs: ['10.0.0.0/40'] })).errors?.[0]?.field).toBe('body.cidrs.0');
    const community = await operator.refused(400, 'PUT', `${path}/announcements`, {
      announcements: [network('10.20.0.0/16', { communities: ['7224:99999'] })],
    });
    expect(community.errors?.[0]?.field).toBe('body.announcements.0.communities');
  });
});

test.each([
  ['flap', { times: 0 }, 'body.times'],
  ['flap', { down: 'soon' }, 'body.down'],
  ['flap', { up: '0s' }, 'body.up'],
  ['flap', { up: '5y' }, 'body.up'],
  ['asn', { asn: 0 }, 'body.asn'],
  ['asn', {}, 'body.asn'],
  ['key', {}, 'body.wrong'],
  ['too-many-prefixes', { prefixes: 0 }, 'body.prefixes'],
  ['too-many-prefixes', { addressFamily: 'ipx' }, 'body.addressFamily'],
] as const)('%s %j is refused, and the field named', async (action, body, field) => {
  const { refused, stand } = await ready();
  expect((await refused(action, body)).errors?.map((one) => one.field)).toContain(field);
  expect(await stand()).toBe('available, up');
});
