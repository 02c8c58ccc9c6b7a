import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, parseAddress } from '../addressing/address.ts';
import { contains, knownPrefix } from '../addressing/prefix.ts';
import { bestPaths, type Candidate } from './best-paths.ts';
import type { ImportingInterface } from './import.ts';
import type { Announcement } from './route.ts';
import {
  acceptedRoutes,
  announced,
  anyAnnouncement,
  FRANKFURT,
  IRELAND,
  VIRGINIA,
} from './routing.testing.ts';
import type { Place } from './world.ts';

/** One candidate: a virtual interface at a place that accepts one announcement. */
function candidate(
  id: string,
  place: Place,
  said: Partial<Announcement> = {},
  vif: Partial<ImportingInterface> = {},
): Candidate {
  const [route] = acceptedRoutes({ id, ...vif }, [announced('10.0.0.0/16', said)]);
  if (route === undefined) throw new Error('not accepted');
  return { virtualInterfaceId: id, place, route };
}

const ten = parseAddress('10.0.0.9') as Address;
const result = (candidates: readonly Candidate[], from: Place = FRANKFURT) => {
  const { chosen, lost } = bestPaths(ten, candidates, from);
  return {
    chosen: chosen.map(({ virtualInterfaceId }) => virtualInterfaceId),
    lost: Object.fromEntries(lost.map(({ candidate: one, reason }) => [one.virtualInterfaceId, reason])),
  };
};

const public7224 = { kind: 'public' as const, amazonSideAsn: 7224, routeFilters: ['10.0.0.0/16'] };
const low = { communities: ['7224:7100'] };
const medium = { communities: ['7224:7200'] };
const high = { communities: ['7224:7300'] };
const long = { asPath: [65_000, 65_000, 65_000] };

describe('from Frankfurt', () => {
  test.for<readonly [string, readonly Candidate[], readonly string[], Readonly<Record<string, string>>]>([
    ['nothing leads there', [candidate('a', FRANKFURT, { cidr: '11.0.0.0/8' })], [], {}],
    [
      'the longest prefix wins over all else',
      [candidate('a', IRELAND, { cidr: '10.0.0.0/24', ...low, ...long }), candidate('b', FRANKFURT, high)],
      ['a'],
      { b: 'shorterPrefix' },
    ],
    [
      'local preference wins over the AS path',
      [
        candidate('a', FRANKFURT, { ...high, ...long }),
        candidate('b', FRANKFURT, medium),
        candidate('c', FRANKFURT, low),
      ],
      ['a'],
      { b: 'localPreference', c: 'localPreference' },
    ],
    [
      'unmarked is medium at home',
      [candidate('a', FRANKFURT), candidate('b', FRANKFURT, medium)],
      ['a', 'b'],
      {},
    ],
    [
      'unmarked at home wins over unmarked elsewhere, however long its path',
      [candidate('a', FRANKFURT, long), candidate('b', IRELAND)],
      ['a'],
      { b: 'localPreference' },
    ],
    [
      'a mark makes a Region’s distance irrelevant',
      [candidate('a', FRANKFURT), candidate('b', IRELAND, high)],
      ['b'],
      { a: 'localPreference' },
    ],
    [
      'low is a backup for unmarked ones elsewhere',
      [candidate('a', FRANKFURT, low), candidate('b', IRELAND)],
      ['b'],
      { a: 'localPreference' },
    ],
    [
      'the shorter AS path wins',
      [candidate('a', FRANKFURT, { asPath: [65_000, 65_000] }), candidate('b', FRANKFURT)],
      ['b'],
      { a: 'asPath' },
    ],
    [
      'AS paths of one length share the load, whatever is in them',
      [
        candidate('a', FRANKFURT, { asPath: [65_000, 1] }),
        candidate('b', FRANKFURT, { asPath: [65_001, 2] }),
      ],
      ['a', 'b'],
      {},
    ],
    [
      'the lower MED wins',
      [candidate('a', FRANKFURT, { med: 20 }), candidate('b', FRANKFURT, { med: 10 })],
      ['b'],
      { a: 'med' },
    ],
    [
      'none is the lowest MED',
      [
        candidate('a', FRANKFURT, { med: 1 }),
        candidate('b', FRANKFURT),
        candidate('c', FRANKFURT, { med: 0 }),
      ],
      ['b', 'c'],
      { a: 'med' },
    ],
    [
      'locations that are all remote share the load',
      [candidate('a', IRELAND), candidate('b', VIRGINIA), candidate('c', IRELAND)],
      ['a', 'b', 'c'],
      {},
    ],
    [
      'equal communities share the load across Regions',
      [candidate('a', FRANKFURT, medium), candidate('b', IRELAND, medium)],
      ['a', 'b'],
      {},
    ],
    [
      'unmarked at home is not equal to medium elsewhere: home wins',
      [candidate('a', FRANKFURT), candidate('b', IRELAND, medium)],
      ['a'],
      { b: 'otherRegion' },
    ],
    [
      'with SiteLink a shorter path wins over the same Region',
      [candidate('a', FRANKFURT, long, { siteLink: true }), candidate('b', IRELAND, {}, { siteLink: true })],
      ['b'],
      { a: 'asPath' },
    ],
    [
      'with SiteLink the same Region wins where paths are equal',
      [candidate('a', FRANKFURT, {}, { siteLink: true }), candidate('b', IRELAND, {}, { siteLink: true })],
      ['a'],
      { b: 'otherRegion' },
    ],
    [
      'public: the home Region wins where all is equal',
      [candidate('a', FRANKFURT, {}, public7224), candidate('b', IRELAND, {}, public7224)],
      ['a'],
      { b: 'otherRegion' },
    ],
    [
      'public: prepending a private ASN has no effect',
      [candidate('a', FRANKFURT, long, public7224), candidate('b', FRANKFURT, {}, public7224)],
      ['a', 'b'],
      {},
    ],
    [
      'public: what is kept to another Region or continent does not lead there',
      [
        candidate('a', IRELAND, { communities: ['7224:9100'] }, public7224),
        candidate('b', VIRGINIA, { communities: ['7224:9200'] }, public7224),
        candidate('c', IRELAND, { communities: ['7224:9200'], asPath: [3356, 1] }, public7224),
        candidate('d', VIRGINIA, { communities: ['7224:9300'], asPath: [3356, 1, 2] }, public7224),
      ],
      ['c'],
      { a: 'scope', b: 'scope', d: 'asPath' },
    ],
  ])('%s', ([, candidates, chosen, lost]) => {
    expect(result(candidates)).toEqual({ chosen, lost });
    expect(result(candidates.toReversed())).toEqual({ chosen, lost });
  });

  test('two ways over one virtual interface have an order of their own', () => {
    const [one, other] = [
      [65_000, 1],
      [65_000, 2],
    ].map((asPath) => candidate('a', FRANKFURT, { asPath }));
    const both = [one, other] as readonly Candidate[];
    expect(bestPaths(ten, both, FRANKFURT).chosen).toEqual(both);
    expect(bestPaths(ten, both.toReversed(), FRANKFURT).chosen).toEqual(both);
  });

  test('sixteen paths share the load, and no more', () => {
    const many = Array.from({ length: 18 }, (_, at) =>
      candidate(`v${String(at).padStart(2, '0')}`, FRANKFURT),
    );
    const { chosen, lost } = result(many);
    expect(chosen).toEqual(many.slice(0, 16).map(({ virtualInterfaceId }) => virtualInterfaceId));
    expect(lost).toEqual({ v16: 'tooMany', v17: 'tooMany' });
  });

  test.for<readonly [Candidate, string]>([
    [candidate('b', FRANKFURT, { cidr: '10.0.0.0/8' }), 'prefix 10.0.0.0/8: the best has prefix 10.0.0.0/16'],
    [candidate('b', IRELAND), 'local preference 150: the best has local preference 200'],
    [candidate('b', FRANKFURT, long), 'AS path of 3: the best has AS path of 1'],
    [candidate('b', FRANKFURT, { med: 7 }), 'MED 7: the best has MED 0'],
    [candidate('b', IRELAND, medium), 'in eu-west-1: the best is in eu-central-1'],
    [candidate('b', IRELAND, { communities: ['7224:9100'] }, public7224), 'kept to the Region eu-west-1'],
    [
      candidate('b', VIRGINIA, { communities: ['7224:9200'] }, public7224),
      'kept to the continent northAmerica',
    ],
  ])('who loses hears why (%#)', ([loser, why]) => {
    const { lost } = bestPaths(ten, [candidate('a', FRANKFURT), loser], FRANKFURT);
    expect(lost.map((one) => one.why)).toEqual([why]);
  });

  test('a prefix is reached by what covers all of it', () => {
    const both = [
      candidate('a', FRANKFURT, { cidr: '10.0.0.0/8' }),
      candidate('b', FRANKFURT, { cidr: '10.1.0.0/16' }),
    ];
    const to = (cidr: string) =>
      bestPaths(knownPrefix(cidr), both, FRANKFURT).chosen.map(
        ({ virtualInterfaceId }) => virtualInterfaceId,
      );
    expect([to('10.1.2.0/24'), to('10.1.0.0/16'), to('10.0.0.0/15'), to('0.0.0.0/0')]).toEqual([
      ['b'],
      ['b'],
      ['a'],
      [],
    ]);
  });
});

describe('of any candidates', () => {
  const places = fc.constantFrom(FRANKFURT, IRELAND, VIRGINIA);
  const any = fc.array(fc.tuple(anyAnnouncement, places, fc.boolean()), { maxLength: 24 }).map((all) =>
    all.flatMap(([said, place, siteLink], at) =>
      acceptedRoutes({ siteLink }, [said]).map((route) => ({
        virtualInterfaceId: `dxvif-${at % 9}`,
        place,
        route,
      })),
    ),
  );

  test('the choice does not depend on their order, and each that leads there is in one list', () => {
    fc.assert(
      fc.property(any, places, fc.nat(), (candidates, from, turn) => {
        const { chosen, lost } = bestPaths(ten, candidates, from);
        const at = turn % (candidates.length + 1);
        const turned = [...candidates.slice(at), ...candidates.slice(0, at)].toReversed();
        expect(bestPaths(ten, turned, from)).toEqual({ chosen, lost });
        const leading = candidates.filter(({ route }) => contains(route.prefix, knownPrefix('10.0.0.9/32')));
        const all = [...chosen, ...lost.map((one) => one.candidate)];
        expect(new Set(all)).toEqual(new Set(leading));
        expect(all).toHaveLength(leading.length);
        expect(chosen.length > 0).toBe(leading.length > 0);
      }),
    );
  });

  test('no loser is better than a chosen one, step by step', () => {
    fc.assert(
      fc.property(any, places, (candidates, from) => {
        const rank = ({ route, place }: Candidate) => [
          route.prefix.length,
          place.region === from.region ? route.localPreference : route.remotePreference,
          -route.pathLength,
          -(route.med ?? 0),
        ];
        const { chosen, lost } = bestPaths(ten, candidates, from);
        const compare = (one: Candidate, other: Candidate) => {
          const [mine, theirs] = [rank(one), rank(other)];
          const at = mine.findIndex((value, index) => value !== theirs[index]);
          return (mine[at] ?? 0) - (theirs[at] ?? 0);
        };
        for (const { candidate: loser } of lost)
          expect(chosen.every((winner) => compare(winner, loser) >= 0)).toBe(true);
        expect(chosen.every((one) => chosen.every((other) => compare(one, other) === 0))).toBe(true);
      }),
    );
  });
});
