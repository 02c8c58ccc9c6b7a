import { bandwidthText } from '../bandwidth.ts';
import type { Allocated } from '../prefix-pool.ts';
import type { RateLimiterStatus } from '../../model/types.gen.ts';
import { rateMbps } from './rate-limit.ts';

/** What the virtual interfaces of a connection or LAG have taken of it. */
export interface PoolUse extends Allocated {
  readonly limiters: number;
  /** Sum of their limits in Mbit/s, which may exceed the port [UG26]. */
  readonly limitedMbps: number;
}

export const UNUSED: PoolUse = { limiters: 0, limitedMbps: 0, prefixesV4: 0, prefixesV6: 0 };

/** Virtual interfaces of one connection or LAG that have the same limit, added up. */
export interface UseLine extends Allocated {
  readonly rateLimit: string | null;
  readonly interfaces: number;
}

/** Adds up what lives on one connection or LAG: a limiter counts from the creation on (GUESS #28). */
export function sumUse(lines: readonly UseLine[]): PoolUse {
  return lines.reduce((total, { rateLimit, interfaces, prefixesV4, prefixesV6 }) => {
    const limiters = rateLimit === null ? 0 : interfaces;
    return {
      limiters: total.limiters + limiters,
      limitedMbps: total.limitedMbps + limiters * rateMbps(rateLimit ?? ''),
      prefixesV4: total.prefixesV4 + prefixesV4,
      prefixesV6: total.prefixesV6 + prefixesV6,
    };
  }, UNUSED);
}

/** Rate limiters of a connection or LAG: those in use may be more than allowed once members have left (GUESS). */
export function limiterStatus(maxAllowed: number, use: PoolUse): Required<RateLimiterStatus> {
  return {
    maxAllowed,
    inUse: use.limiters,
    remaining: Math.max(0, maxAllowed - use.limiters),
    totalBandwidth: bandwidthText(use.limitedMbps),
  };
}

/** The prefix pool of a connection or LAG, per family; never less than nothing is left [M26]. */
export function poolStatus(size: number, { prefixesV4, prefixesV6 }: Allocated) {
  return {
    prefixPoolSizeIpv4: size,
    prefixPoolSizeIpv6: size,
    prefixPoolUnallocatedCountIpv4: Math.max(0, size - prefixesV4),
    prefixPoolUnallocatedCountIpv6: Math.max(0, size - prefixesV6),
  };
}
