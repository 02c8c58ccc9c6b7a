import { expect, test } from 'vitest';
import { limiterStatus, poolStatus, sumUse, UNUSED } from './pool-use.ts';

const line = (rateLimit: string | null, interfaces: number, prefixes = 0) => ({
  rateLimit,
  interfaces,
  prefixesV4: prefixes,
  prefixesV6: prefixes * 2,
});

test.each([
  [[], '0Mbps', 0],
  [[line(null, 3)], '0Mbps', 0],
  [[line('50Mbps', 3), line('1Gbps', 1)], '1150Mbps', 4],
  [[line('1.2Gbps', 5)], '6Gbps', 5],
  [[line('900Gbps', 1), line('100Gbps', 1)], '1Tbps', 2],
  [[line('1.5Tbps', 1)], '1500Gbps', 1],
])('limits add up: %j is %s', (lines, totalBandwidth, inUse) => {
  expect(limiterStatus(10, sumUse(lines))).toEqual({
    maxAllowed: 10,
    inUse,
    remaining: 10 - inUse,
    totalBandwidth,
  });
});

test('a LAG that has lost members may have more limiters in use than it may have', () => {
  expect(limiterStatus(10, sumUse([line('1Gbps', 12)]))).toMatchObject({ inUse: 12, remaining: 0 });
});

test('each family takes its own part of the pool, which never holds less than nothing', () => {
  expect(poolStatus(5_000, sumUse([line(null, 2, 1_000), line('1Gbps', 1, 500)]))).toEqual({
    prefixPoolSizeIpv4: 5_000,
    prefixPoolSizeIpv6: 5_000,
    prefixPoolUnallocatedCountIpv4: 3_500,
    prefixPoolUnallocatedCountIpv6: 2_000,
  });
  expect(poolStatus(0, sumUse([line(null, 1, 100)]))).toMatchObject({ prefixPoolUnallocatedCountIpv4: 0 });
  expect(poolStatus(5_000, UNUSED)).toMatchObject({ prefixPoolUnallocatedCountIpv6: 5_000 });
});
