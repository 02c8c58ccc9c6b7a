import { describe, expect, test } from 'vitest';
import { type Offer, offeredTo } from './export.ts';
import type { Route } from './route.ts';
import { association, FRANKFURT, IRELAND, offered, VIRGINIA } from './routing.testing.ts';
import type { GatewayAssociation, GatewayWorld } from './world.ts';

const pathOf = ({ asPath }: Route) => asPath.flatMap(({ path }) => path);
const texts = ({ routes }: Offer) => routes.map((route) => `${route.cidr} ${pathOf(route).join(' ')}`);
const gateway = (associations: readonly GatewayAssociation[]): GatewayWorld => ({
  kind: 'gateway',
  asn: 64_512,
  associations,
  siblings: [],
});

describe('behind a virtual private gateway itself', () => {
  test('are the prefixes of its VPC, from its ASN', () => {
    const world = {
      kind: 'virtualGateway' as const,
      id: 'vgw-1',
      asn: 64_520,
      cidrs: ['10.1.0.0/16', '10.0.0.0/16', '2600:1f26:0074:0000:0000:0000:0000:0000/56'],
      apart: ['10.7.0.0/16'],
      times: new Map([['10.0.0.0/16', 5]]),
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

test('a route of an association has the time of its prefix there', () => {
  const times = new Map([
    ['10.0.0.0/16', 9],
    ['10.1.0.0/16', 8],
  ]);
  const [one, other] = [
    association({ allowedPrefixes: ['10.0.0.0/8'], cidrs: ['10.0.0.0/16', '10.2.0.0/16'], times }),
    association({ allowedPrefixes: ['10.1.0.0/16'], cidrs: ['10.1.0.0/16', '10.2.0.0/16'], times }),
  ];
  expect(
    offeredTo(offered(), gateway([one, other])).routes.map(({ cidr, installedAt }) => [cidr, installedAt]),
  ).toEqual([
    ['10.0.0.0/16', 9],
    ['10.1.0.0/16', 8],
    ['10.2.0.0/16', null],
  ]);
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
