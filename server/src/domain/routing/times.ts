/** Since when a prefix is there without a break, in epoch milliseconds. */
export interface PrefixTime {
  readonly cidr: string;
  readonly since: number;
}

/** Prefixes as they were, and where nobody kept a time of one of them: since when they were there. */
export interface TimedBefore {
  readonly cidrs: readonly string[];
  readonly times: readonly PrefixTime[];
  readonly since: number;
}

/** The times of prefixes after a change: what stays keeps its own, what comes begins now. */
export function timesAfter(
  before: TimedBefore,
  cidrs: readonly string[],
  now: number,
): readonly PrefixTime[] {
  const known = timesOf(before);
  return [...new Set(cidrs)].map((cidr) => ({ cidr, since: known.get(cidr) ?? now }));
}

/** By prefix. */
export function timesOf({ cidrs, times, since }: TimedBefore): ReadonlyMap<string, number> {
  const kept = new Map(times.map((one) => [one.cidr, one.since]));
  return new Map(cidrs.map((cidr) => [cidr, kept.get(cidr) ?? since]));
}
