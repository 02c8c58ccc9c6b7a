import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refuse } from '../refusal.ts';
import { type Address, parseAddress } from './address.ts';
import { anyNetwork, twoNetworks } from './bits.testing.ts';
import { contains, expandedPrefix, formatPrefix, knownPrefix, overlaps, type Prefix } from './prefix.ts';
import { indexPrefixes } from './prefix-index.ts';
import { firstOverlap, parseAllowedPrefixes, parseRouteFilters } from './prefix-lists.ts';
import { rangeOf } from './ranges.ts';

describe('an address is', () => {
  test.for([
    [
      'private',
      '10.0.0.0',
      '10.255.255.255',
      '172.16.0.0',
      '172.31.255.255',
      '192.168.0.0',
      '192.168.255.255',
    ],
    ['shared', '100.64.0.0', '100.127.255.255'],
    ['linkLocal', '169.254.0.0', '169.254.255.255', 'fe80::', 'febf:ffff::'],
    ['loopback', '127.0.0.1', '::1'],
    ['thisNetwork', '0.0.0.0', '0.255.255.255', '::'],
    [
      'documentation',
      '192.0.2.9',
      '198.51.100.9',
      '203.0.113.9',
      '2001:db8::',
      '2001:db8:ffff::',
      '3fff:fff::1',
    ],
    ['benchmarking', '198.18.0.0', '198.19.255.255', '2001:2::1'],
    ['protocol', '192.0.0.8'],
    ['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1'],
    ['reserved', '240.0.0.0', '255.255.255.255', '::2', '100::', '1fff::', '4000::', 'fbff::', 'fec0::'],
    ['uniqueLocal', 'fc00::', 'fdff::1'],
    [
      'public',
      '1.1.1.1',
      '9.255.255.255',
      '11.0.0.0',
      '100.63.255.255',
      '100.128.0.0',
      '172.15.255.255',
      '172.32.0.0',
    ],
    [
      'public',
      '169.253.255.255',
      '192.167.255.255',
      '192.169.0.0',
      '223.255.255.255',
      '2600:1f26::',
      '2001:db9::',
    ],
  ] as const)('%s', ([range, ...addresses]) => {
    expect(addresses.filter((text) => rangeOf(parseAddress(text) as Address) !== range)).toEqual([]);
  });
});

const cidrs = (...all: (string | undefined)[]) => all.map((cidr) => ({ cidr }));

describe('a list of allowed prefixes', () => {
  const parse = (...all: (string | undefined)[]) =>
    parseAllowedPrefixes('overrideAllowedPrefixes', cidrs(...all));

  test('is prefixes of any length, each once, overlapping ones too', () => {
    const parsed = parse(
      '0.0.0.0/0',
      '10.0.0.0/8',
      '2600:1f26:74::/48',
      '10.0.0.0/8',
      '2600:1F26:0074::/48',
      '2600:1f26:74::/64',
    );
    expect((parsed as readonly Prefix[]).map(expandedPrefix)).toEqual([
      '0.0.0.0/0',
      '10.0.0.0/8',
      '2600:1f26:0074:0000:0000:0000:0000:0000/48',
      '2600:1f26:0074:0000:0000:0000:0000:0000/64',
    ]);
    expect(parseAllowedPrefixes('list', undefined)).toEqual([]);
  });

  test.for([
    ['10.0.0.1/8', '10.0.0.1/8 is not valid: the network is 10.0.0.0/8'],
    [
      '10.0.0.0/33',
      '10.0.0.0/33 is not valid: an IPv4 network of /0 to /32, or an IPv6 network of /0 to /128',
    ],
    [undefined, ' is not valid: an IPv4 network of /0 to /32, or an IPv6 network of /0 to /128'],
  ] as const)('with %o names it', ([wrong, message]) => {
    expect(parse('10.0.0.0/8', '10.1.0.0/16', wrong)).toEqual(
      refuse(`overrideAllowedPrefixes[2].cidr ${message}`),
    );
  });
});

test('route filters are parsed in their order', () => {
  const parsed = parseRouteFilters(cidrs('128.0.0.0/1', '8.8.8.8/32', '2600::/12', '2600:1f26:74:9::/64'));
  expect((parsed as readonly Prefix[]).map(formatPrefix)).toEqual([
    '128.0.0.0/1',
    '8.8.8.8/32',
    '2600::/12',
    '2600:1f26:74:9::/64',
  ]);
});

const networks = fc.array(anyNetwork, { maxLength: 20 });
/** Networks some of which have to do with one another. */
const related = fc
  .tuple(networks, fc.array(twoNetworks, { maxLength: 10 }))
  .map(([single, pairs]) => [...single, ...pairs.flat()]);

describe('an index of prefixes', () => {
  test('finds what covers a prefix, the longest first, as looking at each of them does', () => {
    fc.assert(
      fc.property(related, related, (entries, wanted) => {
        const index = indexPrefixes(entries.map((prefix) => [prefix, formatPrefix(prefix)]));
        for (const one of [...wanted, ...entries]) {
          const covering = entries.filter((entry) => contains(entry, one));
          const names = covering.toSorted((a, b) => b.length - a.length).map(formatPrefix);
          expect(index.covering(one)).toEqual([...new Set(names)]);
          expect(index.longest(one)).toBe(names[0]);
        }
      }),
    );
  });

  test('keeps the last of two values, whatever it is', () => {
    const prefix = knownPrefix('10.0.0.0/8');
    const index = indexPrefixes<string | undefined>([
      [prefix, 'first'],
      [prefix, undefined],
    ]);
    expect(index.covering(prefix)).toEqual([undefined]);
  });
});

describe('two lists', () => {
  test('overlap where a pair of theirs does', () => {
    fc.assert(
      fc.property(related, related, (these, those) => {
        const found = firstOverlap(these, those);
        const pairs = these.flatMap((one) => those.map((that) => ({ this: one, that })));
        const overlapping = pairs.filter((pair) => overlaps(pair.this, pair.that));
        expect([undefined, ...overlapping]).toContainEqual(found);
        expect(found === undefined).toBe(overlapping.length === 0);
      }),
    );
  });

  test('that overlap say where', () => {
    const [ten, sub, other] = ['10.0.0.0/8', '10.1.0.0/16', '11.0.0.0/8'].map(knownPrefix) as [
      Prefix,
      Prefix,
      Prefix,
    ];
    expect(firstOverlap([ten], [other, sub])).toEqual({ this: ten, that: sub });
    expect(firstOverlap([other, sub], [ten])).toEqual({ this: sub, that: ten });
    expect(firstOverlap([other], [ten])).toBeUndefined();
  });
});
