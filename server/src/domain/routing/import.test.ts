import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insidePath, isPrivateAsn } from './as-path.ts';
import { preferenceOf, scopeOf, visibleCommunities, withoutReserved } from './communities.ts';
import { acceptedOf, type Import } from './import.ts';
import { prepended, sequence } from './route.ts';
import { announced, anyAnnouncement, importing } from './routing.testing.ts';

const accepted = (result: Import) => (result.outcome === 'accepted' ? result : { routes: [], rejected: [] });

describe('a private or transit virtual interface', () => {
  test.for(['private', 'transit'] as const)(
    'that is %s accepts any prefix of the family of its session',
    (kind) => {
      const all = ['10.0.0.0/8', '8.8.8.0/24', '0.0.0.0/0', '::/0', '2001:DB8:0::/48', 'fd00::/8'];
      const vif = importing({ kind });
      const v4 = accepted(
        acceptedOf(
          vif,
          'ipv4',
          all.map((cidr) => announced(cidr)),
        ),
      );
      const v6 = accepted(
        acceptedOf(
          vif,
          'ipv6',
          all.map((cidr) => announced(cidr)),
        ),
      );
      expect(v4.routes.map(({ cidr }) => cidr)).toEqual(['0.0.0.0/0', '8.8.8.0/24', '10.0.0.0/8']);
      expect(v6.routes.map(({ cidr }) => cidr)).toEqual(['::/0', '2001:db8::/48', 'fd00::/8']);
      expect([v4.rejected, v6.rejected]).toEqual([[], []]);
    },
  );

  test('keeps what a route brings, and whose it is', () => {
    const said = announced('10.0.0.0/8', {
      asPath: [65_000, 3356],
      med: 5,
      communities: ['65000:1'],
      installedAt: 99,
    });
    expect(accepted(acceptedOf(importing(), 'ipv4', [said])).routes).toEqual([
      {
        family: 'ipv4',
        cidr: '10.0.0.0/8',
        prefix: { family: 'ipv4', a: 0x0a00_0000, b: 0, c: 0, d: 0, length: 8 },
        asPath: [{ pathType: 'seq', path: [65_000, 3356] }],
        communities: ['65000:1'],
        med: 5,
        origin: { from: 'customer', virtualInterfaceId: 'dxvif-a' },
        installedAt: 99,
        localPreference: 200,
        remotePreference: 150,
        preference: null,
        pathLength: 2,
        scope: 'global',
      },
    ]);
  });

  test.for([
    [[], false, null, 200, 150],
    [['65000:7300'], false, null, 200, 150],
    [['7224:7100'], false, 'low', 100, 100],
    [['7224:7200'], false, 'medium', 200, 200],
    [['7224:7300'], false, 'high', 300, 300],
    [['7224:7100', '7224:7300', '7224:7200'], false, 'high', 300, 300],
    [['7224:7100', '7224:7200'], false, 'medium', 200, 200],
    // SiteLink: unmarked routes are worth the same everywhere.
    [[], true, null, 200, 200],
    [['7224:7100'], true, 'low', 100, 100],
  ] as const)('takes %j with SiteLink %o for %o: %i at home, %i elsewhere', (row) => {
    const [communities, siteLink, preference, localPreference, remotePreference] = row;
    const [route] = accepted(
      acceptedOf(importing({ siteLink }), 'ipv4', [announced('10.0.0.0/8', { communities })]),
    ).routes;
    expect(route).toMatchObject({ preference, localPreference, remotePreference, scope: 'global' });
  });

  test('does not accept its own ASN, or what is no prefix; the later of two announcements counts', () => {
    const result = acceptedOf(importing(), 'ipv4', [
      announced('10.0.0.0/8', { asPath: [65_000, 64_512] }),
      announced('nonsense'),
      announced('11.0.0.0/8', { med: 1 }),
      announced('11.0.0.9/8', { med: 2 }),
    ]);
    expect(accepted(result).routes.map(({ cidr, med }) => [cidr, med])).toEqual([['11.0.0.0/8', 2]]);
    expect(accepted(result).rejected).toEqual([
      { cidr: 'nonsense', reason: 'notAPrefix' },
      { cidr: '10.0.0.0/8', reason: 'loop' },
    ]);
  });

  test('accepts as many prefixes as are allocated to it, and not one more', () => {
    const many = Array.from({ length: 101 }, (_, at) => announced(`10.0.${at}.0/24`));
    const both = [...many, ...Array.from({ length: 7 }, (_, at) => announced(`2600:${at + 1}::/32`))];
    const limits = { ipv4: 101, ipv6: 6 };
    expect(acceptedOf(importing(), 'ipv4', many)).toMatchObject({
      outcome: 'maximumPrefixes',
      announced: 101,
      limit: 100,
    });
    expect(acceptedOf(importing(), 'ipv4', many.slice(1)).outcome).toBe('accepted');
    expect(acceptedOf(importing({ prefixLimits: limits }), 'ipv4', both).outcome).toBe('accepted');
    expect(acceptedOf(importing({ prefixLimits: limits }), 'ipv6', both)).toMatchObject({
      outcome: 'maximumPrefixes',
      announced: 7,
      limit: 6,
      cidrs: [
        '2600:1::/32',
        '2600:2::/32',
        '2600:3::/32',
        '2600:4::/32',
        '2600:5::/32',
        '2600:6::/32',
        '2600:7::/32',
      ],
    });
    // Nothing is allocated: nothing may be announced.
    const none = importing({ prefixLimits: { ipv4: 0, ipv6: 0 } });
    expect(acceptedOf(none, 'ipv4', []).outcome).toBe('accepted');
    expect(acceptedOf(none, 'ipv4', many.slice(0, 1)).outcome).toBe('maximumPrefixes');
    // One prefix that is said twice is one.
    expect(acceptedOf(importing(), 'ipv4', [...many.slice(1), announced('10.0.5.0/24')]).outcome).toBe(
      'accepted',
    );
  });
});

describe('a public virtual interface', () => {
  const vif = importing({
    kind: 'public',
    amazonSideAsn: 7224,
    prefixLimits: { ipv4: 1_000, ipv6: 1_000 },
    routeFilters: ['192.0.2.0/24', '2001:0db8:0001::/48'],
  });
  const said = (cidr: string, over = {}) =>
    accepted(acceptedOf(vif, cidr.includes(':') ? 'ipv6' : 'ipv4', [announced(cidr, over)]));

  test.for([
    ['192.0.2.0/24', undefined],
    ['2001:db8:1::/48', undefined],
    ['192.0.2.0/25', 'notRegistered'],
    ['192.0.0.0/16', 'notRegistered'],
    ['198.51.100.0/24', 'notRegistered'],
    ['0.0.0.0/0', 'notRegistered'],
  ] as const)('hears %s: %o', ([cidr, reason]) => {
    expect(said(cidr).routes.map((route) => route.cidr)).toEqual(reason === undefined ? [cidr] : []);
    expect(said(cidr).rejected).toEqual(reason === undefined ? [] : [{ cidr, reason }]);
  });

  test.for([
    [[], 'global', []],
    [['7224:9100'], 'region', ['7224:9100']],
    [['7224:9200'], 'continent', ['7224:9200']],
    [['7224:9300'], 'global', ['7224:9300']],
    [['7224:9300', '7224:9200', '7224:9100'], 'region', ['7224:9300', '7224:9200', '7224:9100']],
    // Others are removed, and mean nothing here.
    [['7224:7300', '7224:1', '65000:1'], 'global', []],
  ] as const)('takes %j to reach: %s', ([marks, scope, communities]) => {
    const [route] = said('192.0.2.0/24', { communities: marks }).routes;
    expect(route).toMatchObject({
      scope,
      communities,
      preference: null,
      localPreference: 200,
      remotePreference: 200,
    });
  });

  test('does not count how often a private ASN is prepended, and shows the path as it came', () => {
    const [plain] = said('192.0.2.0/24', { asPath: [65_000] }).routes;
    const [long] = said('192.0.2.0/24', { asPath: [65_000, 65_000, 65_000] }).routes;
    const [open] = said('192.0.2.0/24', { asPath: [3356, 3356, 65_000] }).routes;
    expect([plain?.pathLength, long?.pathLength, open?.pathLength]).toEqual([1, 1, 3]);
    expect(long?.asPath).toEqual([{ pathType: 'seq', path: [65_000, 65_000, 65_000] }]);
    expect(said('192.0.2.0/24', { asPath: [65_000, 7224] }).rejected).toEqual([
      { cidr: '192.0.2.0/24', reason: 'loop' },
    ]);
  });

  test('takes 1,000 prefixes', () => {
    const filters = Array.from({ length: 1_001 }, (_, at) => `198.18.${at >> 8}.${at & 255}/32`);
    const wide = { ...vif, routeFilters: filters };
    const all = filters.map((cidr) => announced(cidr));
    expect(accepted(acceptedOf(wide, 'ipv4', all.slice(1))).routes).toHaveLength(1_000);
    expect(acceptedOf(wide, 'ipv4', all)).toMatchObject({
      outcome: 'maximumPrefixes',
      announced: 1_001,
      limit: 1_000,
    });
  });
});

describe('an AS path', () => {
  test.for([
    [[], []],
    [[65_000], [7224]],
    [[65_000, 65_000, 64_512], [7224]],
    [
      [4_200_000_000, 3356, 65_000],
      [7224, 3356, 65_000],
    ],
    [
      [3356, 65_000],
      [3356, 65_000],
    ],
  ] as const)('of a public route, %j, is %j inside', ([path, inside]) => {
    expect(insidePath(path)).toEqual(inside);
  });

  test('grows in front, before a set too', () => {
    const set = { pathType: 'set' as const, path: [1, 2, 3] };
    expect(prepended([9], [...sequence([7, 8]), set])).toEqual([...sequence([9, 7, 8]), set]);
    expect(prepended([9], [set])).toEqual([...sequence([9]), set]);
    expect(prepended([9], [])).toEqual(sequence([9]));
    expect(sequence([])).toEqual([]);
  });

  test.for([64_511, 65_535, 4_199_999_999, 4_294_967_295, 7224])('%i is no private ASN', (asn) => {
    expect(isPrivateAsn(asn)).toBe(false);
  });
  test.for([64_512, 65_534, 4_200_000_000, 4_294_967_294])('%i is a private ASN', (asn) => {
    expect(isPrivateAsn(asn)).toBe(true);
  });
});

describe('communities', () => {
  const all = [
    '7224:7100',
    '7224:7200',
    '7224:7300',
    '7224:9100',
    '7224:9200',
    '7224:9300',
    '7224:8100',
    '7224:8200',
  ];
  const foreign = ['65000:7100', '7224:7400', '7224:1', '17224:7100', '7224:71000', '65535:65281'];

  test('of the service are shown where they belong, others nowhere', () => {
    expect(visibleCommunities('accepted', [...foreign, ...all])).toEqual(all.slice(0, 6));
    expect(visibleCommunities('advertised', [...foreign, ...all])).toEqual(all.slice(6));
  });

  test('of customers stay when the service’s own go', () => {
    expect(withoutReserved([...all, ...foreign])).toEqual(['65000:7100', '17224:7100', '65535:65281']);
    expect(withoutReserved(['65000:1'])).toEqual(['65000:1']);
  });

  test('that say nothing change nothing', () => {
    expect(preferenceOf(foreign)).toBeNull();
    expect(scopeOf(foreign)).toBe('global');
  });
});

test('of any announcements those are accepted that a plain look at each one accepts', () => {
  const kinds = fc.constantFrom('private' as const, 'public' as const);
  fc.assert(
    fc.property(fc.array(anyAnnouncement, { maxLength: 12 }), kinds, fc.nat(6), (all, kind, limit) => {
      const filters = ['10.0.0.0/8', '10.16.0.0/12', '0.0.0.0/0'];
      const vif = importing({ kind, routeFilters: filters, prefixLimits: { ipv4: limit, ipv6: limit } });
      const own = all.filter(({ cidr }) => !cidr.includes(':'));
      const prefixes = new Set(own.map(({ cidr }) => cidr));
      const wanted = [...prefixes].filter((cidr) => {
        const last = own.findLast((one) => one.cidr === cidr);
        return !last?.asPath.includes(64_512) && (kind === 'private' || filters.includes(cidr));
      });
      const result = acceptedOf(vif, 'ipv4', all);
      expect(result.outcome).toBe(prefixes.size > limit ? 'maximumPrefixes' : 'accepted');
      const taken = accepted(result).routes.map(({ cidr }) => cidr);
      expect(taken.toSorted()).toEqual(prefixes.size > limit ? [] : wanted.toSorted());
    }),
  );
});
