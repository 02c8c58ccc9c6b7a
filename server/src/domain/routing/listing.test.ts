import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refuse } from '../refusal.ts';
import { offeredTo } from './export.ts';
import { listed, type ListedRoute, type RouteFilters, routeTest, selectRoutes } from './listing.ts';
import { acceptedRoutes, announced, anyAnnouncement, association, offered } from './routing.testing.ts';

const advertised = offeredTo(offered(), {
  kind: 'gateway',
  asn: 64_512,
  associations: [association({ kind: 'transitGateway', allowedPrefixes: ['10.0.0.0/8', '2600:1f26::/32'] })],
  siblings: [],
}).routes;
const accepted = acceptedRoutes({}, [
  announced('2600:1f26:9::/48', { communities: ['7224:7100', '65000:1'] }),
  announced('172.16.0.0/16', { asPath: [65_000, 3356], communities: ['7224:7200'] }),
  announced('9.0.0.0/8', { asPath: [65_000, 65_001] }),
]);
const all = [...listed('advertised', advertised), ...listed('accepted', accepted)];

function asked(filters: RouteFilters): readonly ListedRoute[] {
  const isAskedFor = routeTest(filters);
  if ('refused' in isAskedFor) throw new Error(isAskedFor.message);
  return selectRoutes(all, isAskedFor);
}
const cidrs = (filters: RouteFilters) => asked(filters).map(({ cidr }) => cidr);

describe('a list of routes', () => {
  test('is by direction, family and prefix, with the communities of the service', () => {
    expect(asked({}).map(({ direction, cidr, communities }) => [direction, cidr, ...communities])).toEqual([
      ['accepted', '9.0.0.0/8'],
      ['accepted', '172.16.0.0/16', '7224:7200'],
      ['accepted', '2600:1f26:9::/48', '7224:7100'],
      ['advertised', '10.0.0.0/8'],
      ['advertised', '2600:1f26::/32'],
    ]);
  });

  test.for<readonly [RouteFilters, readonly string[]]>([
    [{ routeDirection: 'advertised' }, ['10.0.0.0/8', '2600:1f26::/32']],
    [{ addressFamily: 'ipv6' }, ['2600:1f26:9::/48', '2600:1f26::/32']],
    [{ cidrs: ['10.0.0.0/8', '9.0.0.0/8'] }, ['9.0.0.0/8', '10.0.0.0/8']],
    // Exactly: not what lies within.
    [{ cidrs: ['0.0.0.0/0', '172.16.0.0/12'] }, []],
    // However it is written.
    [{ cidrs: ['2600:1F26:0009:0000:0000:0000:0000:0000/48'] }, ['2600:1f26:9::/48']],
    [{ asPath: [3356] }, ['172.16.0.0/16']],
    [{ asPath: [65_001, 64_512] }, ['9.0.0.0/8', '10.0.0.0/8', '2600:1f26::/32']],
    [{ communities: ['7224:7100', '7224:7200'] }, ['172.16.0.0/16', '2600:1f26:9::/48']],
    // What is not shown is not found.
    [{ communities: ['65000:1'] }, []],
    [{ communities: ['7224:7100'], addressFamily: 'ipv4' }, []],
    [{ addressFamily: 'ipv6', routeDirection: 'accepted', asPath: [65_000] }, ['2600:1f26:9::/48']],
    [
      { cidrs: [], asPath: [], communities: [], routeDirection: 'accepted', addressFamily: 'ipv4' },
      ['9.0.0.0/8', '172.16.0.0/16'],
    ],
  ])('with %j has %j', ([filters, expected]) => {
    expect(cidrs(filters)).toEqual(expected);
  });

  test.for<readonly [RouteFilters, string]>([
    [
      { cidrs: ['10.0.0.0/8', '10.0.0.0'] },
      'filters.cidrs[1] 10.0.0.0 is not valid: a network such as 10.0.0.0/16',
    ],
    [{ cidrs: ['10.0.0.1/8'] }, 'filters.cidrs[0] 10.0.0.1/8 is not valid: the network is 10.0.0.0/8'],
    [
      { communities: ['7224:7100', '7224'] },
      'filters.communities[1] 7224 is not valid: two numbers such as 7224:7200',
    ],
  ])('with %j is refused', ([filters, message]) => {
    expect(routeTest(filters)).toEqual(refuse(message));
  });

  test('holds what each filter alone would hold', () => {
    const filters: fc.Arbitrary<RouteFilters> = fc.record(
      {
        routeDirection: fc.constantFrom('accepted' as const, 'advertised' as const),
        addressFamily: fc.constantFrom('ipv4' as const, 'ipv6' as const),
        cidrs: fc.subarray(['10.0.0.0/8', '10.16.0.0/12', '::/0', '2600:1f26::/32'], { minLength: 1 }),
        asPath: fc.subarray([65_000, 3356, 64_512], { minLength: 1 }),
        communities: fc.subarray(['7224:7100', '7224:7300'], { minLength: 1 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(anyAnnouncement), filters, (said, wanted) => {
        const routes = [...listed('accepted', acceptedRoutes({}, said)), ...all];
        const select = (filter: RouteFilters) => {
          const isAskedFor = routeTest(filter);
          return new Set('refused' in isAskedFor ? [] : selectRoutes(routes, isAskedFor));
        };
        const alone = Object.entries(wanted).map(([name, value]) => select({ [name]: value }));
        const inAll = routes.filter((route) => alone.every((some) => some.has(route)));
        expect(select(wanted)).toEqual(new Set(inAll));
      }),
    );
  });
});
