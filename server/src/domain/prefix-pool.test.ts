import { describe, expect, test } from 'vitest';
import { allocatablePool, checkPoolWithout, lagPrefixPool, prefixPoolOf } from './prefix-pool.ts';

const done = (id: string) => ({ id, firstUpAt: 1 });
const requested = (id: string) => ({ id, firstUpAt: null });

test('the pool of a port follows its speed', () => {
  const sizes = ['1Gbps', '10Gbps', '100Gbps', '400Gbps', '50Mbps'].map(prefixPoolOf);
  expect(sizes).toEqual([5_000, 5_000, 30_000, 50_000, 0]);
});

test('a LAG has the pool of each member whose layer 1 is done, and can give away that of one at least', () => {
  const sizes = [[], [requested('a')], [done('a'), requested('b')], [done('a'), done('b')]].map((members) => [
    lagPrefixPool('10Gbps', members),
    allocatablePool('10Gbps', members),
  ]);
  expect(sizes).toEqual([
    [0, 5_000],
    [0, 5_000],
    [5_000, 5_000],
    [10_000, 10_000],
  ]);
});

describe('taking a member out', () => {
  const members = [done('a'), done('b'), requested('c')];
  const lag = { id: 'dxlag-fg000001', bandwidth: '10Gbps' };
  const without = (id: string, prefixesV4: number, prefixesV6 = 0, of = members) =>
    checkPoolWithout(lag, of, { id }, { prefixesV4, prefixesV6 })?.message;

  test.each([
    ['what is left is enough', without('a', 5_000, 5_000), undefined],
    [
      'IPv4 would be too little',
      without('a', 5_001),
      'The prefix pool of Lag dxlag-fg000001 would fall to 5000 IPv4 prefixes, of which 5001 are allocated',
    ],
    [
      'IPv6 would be too little',
      without('b', 0, 6_000),
      'The prefix pool of Lag dxlag-fg000001 would fall to 5000 IPv6 prefixes, of which 6000 are allocated',
    ],
    ['it adds nothing to the pool', without('c', 9_000), undefined],
    ['it is the last one, and the pool of one stays', without('a', 5_000, 0, [done('a')]), undefined],
  ])('%s', (_, refusal, expected) => {
    expect(refusal).toBe(expected);
  });
});
