import { describe, expect, test } from 'vitest';
import { type Offer, offeredTo, offersIn } from './export.ts';
import type { Route } from './route.ts';
import {
  acceptedRoutes,
  announced,
  association,
  FRANKFURT,
  IRELAND,
  offered,
  VIRGINIA,
} from './routing.testing.ts';
import type { GatewayAssociation, GatewayWorld, Place, Sibling } from './world.ts';

const pathOf = ({ asPath }: Route) => asPath.flatMap(({ path }) => path);
const texts = ({ routes }: Offer) => routes.map((route) => `${route.cidr} ${pathOf(route).join(' ')}`);
const gateway = (
  associations: readonly GatewayAssociation[],
  siblings: readonly Sibling[] = [],
): GatewayWorld => ({
  kind: 'gateway',
  asn: 64_512,
  associations,
  siblings,
});

describe('over SiteLink', () => {
  const sibling = (
    id: string,
    deviceId: string,
    announcements: Parameters<typeof acceptedRoutes>[1],
    siteLink = true,
    place = FRANKFURT,
  ) => ({
    id,
    deviceId,
    siteLink,
    place,
    accepted: acceptedRoutes({ id, siteLink }, announcements),
  });
  const near = sibling('dxvif-b', 'device-1', [
    announced('10.1.0.0/16', { communities: ['7224:7300', '65000:9', '7224:12'], med: 5, installedAt: 42 }),
  ]);
  const far = sibling('dxvif-c', 'device-2', [announced('10.2.0.0/16', { asPath: [65_009, 3356] })]);
  const me = offered({ siteLink: true });

  test('one hears the others of the gateway, its ASN in front once for each device on the way', () => {
    const world = gateway([], [near, far]);
    expect(texts(offeredTo(me, world))).toEqual([
      '10.1.0.0/16 64512 65000',
      '10.2.0.0/16 64512 64512 65009 3356',
    ]);
    expect(offeredTo(me, world).routes[0]).toMatchObject({
      communities: ['65000:9'],
      med: null,
      installedAt: 42,
      origin: { from: 'siteLink', virtualInterfaceId: 'dxvif-b' },
    });
  });

  test('one without it hears the gateway’s associations only, and nobody hears of it', () => {
    const own = association({ allowedPrefixes: ['10.0.0.0/8'], cidrs: ['10.77.0.0/16'] });
    const mute = { ...far, siteLink: false };
    expect(texts(offeredTo(offered(), gateway([own], [near, far])))).toEqual(['10.77.0.0/16 64512']);
    expect(texts(offeredTo(me, gateway([own], [near, mute])))).toEqual([
      '10.1.0.0/16 64512 65000',
      '10.77.0.0/16 64512',
    ]);
  });

  test('one never hears its own', () => {
    const mine = sibling('dxvif-a', 'device-1', [announced('10.3.0.0/16'), announced('10.1.0.0/16')]);
    expect(texts(offeredTo(me, gateway([], [mine, near])))).toEqual(['10.1.0.0/16 64512 65000']);
    expect(offersIn(gateway([], [mine, near])).heldBackFrom(me)).toEqual([]);
  });

  // What the customer announces itself, what another one does, what comes of it.
  test.for<[said: string, mine: object, theirs: object, at: string, expected: string[], held: string[]]>([
    ['its own is as good, and nearer', {}, {}, 'device-2', [], ['ownIsBest dxvif-a']],
    ['its own has a shorter path', {}, { asPath: [1, 2] }, 'device-1', [], ['ownIsBest dxvif-a']],
    ['its own has a lower MED', {}, { med: 9 }, 'device-1', [], ['ownIsBest dxvif-a']],
    ['its own is marked low', { communities: ['7224:7100'] }, {}, 'device-2', ['dxvif-b'], []],
    ['its own has a longer path', { asPath: [1, 2, 3] }, {}, 'device-2', ['dxvif-b'], []],
    [
      'its own stays, and is best',
      { communities: ['65535:65281'] },
      {},
      'device-2',
      [],
      ['ownIsBest dxvif-a'],
    ],
    [
      'the other one stays',
      { asPath: [1, 2, 3] },
      { communities: ['65535:65282'] },
      'device-2',
      [],
      ['notForOthers dxvif-b'],
    ],
  ])('a prefix that one has itself: %s', ([, own, other, at, expected, held]) => {
    const mine = sibling('dxvif-a', 'device-1', [announced('10.1.0.0/16', own)]);
    const theirs = sibling('dxvif-b', at, [announced('10.1.0.0/16', other)]);
    const offers = offersIn(gateway([], [theirs, mine]));
    expect(
      offers.to(me).routes.map(({ origin }) => origin.from === 'siteLink' && origin.virtualInterfaceId),
    ).toEqual(expected);
    expect(
      offers.heldBackFrom(me).map(({ reason, virtualInterfaceId }) => `${reason} ${virtualInterfaceId}`),
    ).toEqual(held);
  });

  test('of equal ones that of the own Region goes on, whatever the ids', () => {
    const say = [announced('10.1.0.0/16')];
    const world = gateway(
      [],
      [
        sibling('dxvif-b', 'device-2', say, true, IRELAND),
        sibling('dxvif-c', 'device-3', say, true, FRANKFURT),
        sibling('dxvif-d', 'device-4', say, true, VIRGINIA),
      ],
    );
    const heardIn = (place: Place) =>
      offersIn(world)
        .to(offered({ siteLink: true, place }))
        .routes.map(({ origin }) => origin);
    const from = (virtualInterfaceId: string) => [{ from: 'siteLink', virtualInterfaceId }];
    expect(heardIn(FRANKFURT)).toEqual(from('dxvif-c'));
    expect(heardIn(VIRGINIA)).toEqual(from('dxvif-d'));
    expect(heardIn(IRELAND)).toEqual(from('dxvif-b'));
    expect(heardIn({ region: 'ap-south-1', continent: 'asia' })).toEqual(from('dxvif-b'));
  });

  test('the best of several goes on: preference, path with the devices on the way, MED', () => {
    const say = (over: object) => [announced('10.1.0.0/16', over)];
    const heard = (...siblings: Sibling[]) =>
      offeredTo(me, gateway([], siblings)).routes.map(({ origin }) => origin);
    const from = (virtualInterfaceId: string) => [{ from: 'siteLink', virtualInterfaceId }];
    const plain = sibling('dxvif-d', 'device-2', say({}));
    const high = sibling('dxvif-e', 'device-2', say({ communities: ['7224:7300'], asPath: [1, 2, 3, 4] }));
    const local = sibling('dxvif-f', 'device-1', say({ asPath: [1] }));
    const longer = sibling('dxvif-g', 'device-1', say({ asPath: [1, 2] }));
    const dear = sibling('dxvif-b', 'device-2', say({ med: 9 }));
    expect(heard(plain, high)).toEqual(from('dxvif-e'));
    expect(heard(plain, local)).toEqual(from('dxvif-f'));
    // As long as the one next door, with the device between them counted: the id decides.
    expect(heard(longer, plain)).toEqual(from('dxvif-d'));
    expect(heard(dear, plain)).toEqual(from('dxvif-d'));
    expect(heard(plain, dear)).toEqual(from('dxvif-d'));
  });

  test('each device has its own view of what is near', () => {
    const world = gateway(
      [],
      [
        sibling('dxvif-b', 'device-1', [announced('10.1.0.0/16', { asPath: [1, 2] })]),
        sibling('dxvif-c', 'device-2', [announced('10.1.0.0/16', { asPath: [3, 4] })]),
      ],
    );
    const offers = offersIn(world);
    const heardAt = (deviceId: string) => texts(offers.to(offered({ siteLink: true, deviceId })));
    expect(heardAt('device-1')).toEqual(['10.1.0.0/16 64512 1 2']);
    expect(heardAt('device-2')).toEqual(['10.1.0.0/16 64512 3 4']);
    expect(heardAt('device-3')).toEqual(['10.1.0.0/16 64512 64512 1 2']);
  });

  test('what is not for others stays', () => {
    const shy = sibling('dxvif-b', 'device-1', [
      announced('10.1.0.0/16', { communities: ['65535:65281'] }),
      announced('10.2.0.0/16', { communities: ['65535:65282'] }),
      announced('10.3.0.0/16', { communities: ['65535:1'] }),
    ]);
    expect(texts(offeredTo(me, gateway([], [shy])))).toEqual(['10.3.0.0/16 64512 65000']);
    // Nor does a worse one go in its place.
    const worse = sibling('dxvif-c', 'device-2', [announced('10.1.0.0/16')]);
    expect(texts(offeredTo(me, gateway([], [shy, worse])))).toEqual(['10.3.0.0/16 64512 65000']);
    expect(offersIn(gateway([], [shy, worse])).heldBackFrom(me)).toMatchObject([
      { cidr: '10.1.0.0/16', reason: 'notForOthers', virtualInterfaceId: 'dxvif-b' },
      { cidr: '10.2.0.0/16', reason: 'notForOthers', virtualInterfaceId: 'dxvif-b' },
    ]);
  });

  test('what the gateway has itself comes from there', () => {
    const own = association({ kind: 'transitGateway', allowedPrefixes: ['10.1.0.0/16'] });
    expect(texts(offeredTo(me, gateway([own], [near])))).toEqual(['10.1.0.0/16 64512']);
  });

  test('1,000 prefixes of each family come through; how many do not is said', () => {
    const many = (count: number, text: (at: number) => string) =>
      Array.from({ length: count }, (_, at) => announced(text(at)));
    const loud = sibling('dxvif-b', 'device-1', [
      ...many(1_003, (at) => `10.${at >> 8}.${at & 255}.0/24`),
      ...many(1_000, (at) => `2600:${(at + 1).toString(16)}::/32`),
    ]);
    const mine = sibling(
      'dxvif-a',
      'device-1',
      many(3, (at) => `172.16.${at}.0/24`),
    );
    const own = association({ kind: 'transitGateway', allowedPrefixes: ['0.0.0.0/0'] });
    const world = gateway([own], [loud, mine]);
    const offer = offeredTo(me, world);
    expect(offer.routes).toHaveLength(2_001);
    expect(offer.withheld).toEqual({ ipv4: 3, ipv6: 0 });
    expect(offer.routes.filter(({ cidr }) => cidr === '10.3.231.0/24')).toHaveLength(1);
    expect(offer.routes.filter(({ cidr }) => cidr === '10.3.232.0/24')).toHaveLength(0);
    expect(offersIn(world).heldBackFrom(me)).toEqual(
      ['10.3.232.0/24', '10.3.233.0/24', '10.3.234.0/24'].map((cidr) => ({
        family: 'ipv4',
        cidr,
        reason: 'pastLimit',
        virtualInterfaceId: 'dxvif-b',
      })),
    );
  });
});
