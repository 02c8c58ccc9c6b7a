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
import type { GatewayAssociation, GatewayWorld, Sibling } from './world.ts';

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

describe('behind a virtual private gateway itself', () => {
  test('are the prefixes of its VPC, from its ASN', () => {
    const world = {
      kind: 'virtualGateway' as const,
      id: 'vgw-1',
      asn: 64_520,
      cidrs: ['10.1.0.0/16', '10.0.0.0/16', '2600:1f26:0074:0000:0000:0000:0000:0000/56'],
      since: 5,
    };
    const offer = offeredTo(offered(), world);
    expect(texts(offer)).toEqual(['10.0.0.0/16 64520', '10.1.0.0/16 64520', '2600:1f26:74::/56 64520']);
    expect(offer.routes[0]).toMatchObject({
      communities: [],
      installedAt: 5,
      origin: { from: 'network', gatewayId: 'vgw-1' },
    });
    expect(texts(offeredTo(offered({ families: ['ipv6'] }), world))).toEqual(['2600:1f26:74::/56 64520']);
  });
});

describe('behind a Direct Connect gateway with a virtual private gateway', () => {
  // The guide's own examples come first.
  test.for([
    [['10.0.0.0/15'], ['10.0.0.0/16'], ['10.0.0.0/16 64512']],
    [['10.0.0.0/24'], ['10.0.0.0/16'], []],
    [['22.0.0.0/24'], ['10.0.0.0/16'], []],
    [['10.0.0.0/16'], ['10.0.0.0/16'], ['10.0.0.0/16 64512']],
    [['10.0.0.0/8'], ['10.0.0.0/16', '10.9.0.0/16'], ['10.0.0.0/16 64512', '10.9.0.0/16 64512']],
    [['0.0.0.0/0'], ['10.0.0.0/16', '2600:1f26::/56'], ['10.0.0.0/16 64512']],
    [['2600:1f26:0000:0000:0000:0000:0000:0000/32'], ['2600:1f26:0:74::/64'], ['2600:1f26:0:74::/64 64512']],
    [[], ['10.0.0.0/16'], []],
    [['10.0.0.0/16'], [], []],
  ] as const)('that allows %j, of a VPC with %j, are %j', ([allowedPrefixes, cidrs, expected]) => {
    expect(texts(offeredTo(offered(), gateway([association({ allowedPrefixes, cidrs })])))).toEqual(expected);
  });
});

describe('behind a Direct Connect gateway with a transit gateway', () => {
  const kind = 'transitGateway';

  test('are the allowed prefixes themselves, whatever is behind it', () => {
    const world = gateway([
      association({
        kind,
        allowedPrefixes: ['10.8.0.0/16', '0.0.0.0/0', '10.0.0.0/8'],
        cidrs: ['172.31.0.0/16'],
      }),
    ]);
    expect(texts(offeredTo(offered(), world))).toEqual([
      '0.0.0.0/0 64512',
      '10.0.0.0/8 64512',
      '10.8.0.0/16 64512',
    ]);
    expect(offeredTo(offered(), world).routes[0]?.asPath).toEqual([{ pathType: 'seq', path: [64_512] }]);
  });

  test.for([
    ['associating', []],
    ['associated', ['10.0.0.0/8 64512']],
    ['updating', ['10.0.0.0/8 64512']],
    ['disassociating', []],
  ] as const)('that is %s are %j', ([state, expected]) => {
    const world = gateway([association({ kind, state, allowedPrefixes: ['10.0.0.0/8'] })]);
    expect(texts(offeredTo(offered(), world))).toEqual(expected);
  });
});

describe('over SiteLink', () => {
  const sibling = (
    id: string,
    deviceId: string,
    announcements: Parameters<typeof acceptedRoutes>[1],
    siteLink = true,
  ) => ({
    id,
    deviceId,
    siteLink,
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
    const offer = offeredTo(
      me,
      gateway([association({ kind: 'transitGateway', allowedPrefixes: ['0.0.0.0/0'] })], [loud, mine]),
    );
    expect(offer.routes).toHaveLength(2_001);
    expect(offer.withheld).toEqual({ ipv4: 3, ipv6: 0 });
    expect(offer.routes.filter(({ cidr }) => cidr === '10.3.231.0/24')).toHaveLength(1);
    expect(offer.routes.filter(({ cidr }) => cidr === '10.3.232.0/24')).toHaveLength(0);
  });
});

describe('behind a public virtual interface', () => {
  test('are the operator’s prefixes, not to be exported, marked with how near they are', () => {
    const prefixes = [
      { cidr: '192.0.2.0/24', place: FRANKFURT },
      { cidr: '198.51.100.0/24', place: IRELAND },
      { cidr: '203.0.113.0/24', place: VIRGINIA },
      { cidr: '198.18.0.0/15', place: null },
      { cidr: '2001:db8::/32', place: FRANKFURT },
    ];
    const { routes } = offeredTo(offered({ families: ['ipv4'] }), { kind: 'public', prefixes });
    expect(routes.map(({ cidr, communities }) => [cidr, ...communities])).toEqual([
      ['192.0.2.0/24', '65535:65281', '7224:8100'],
      ['198.18.0.0/15', '65535:65281'],
      ['198.51.100.0/24', '65535:65281', '7224:8200'],
      ['203.0.113.0/24', '65535:65281'],
    ]);
    expect(routes.every((route) => pathOf(route).length >= 3 && pathOf(route)[0] === 7224)).toBe(true);
  });
});
