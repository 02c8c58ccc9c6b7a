import { type Refusal, refuse } from '../refusal.ts';

const MBPS = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900];
const GBPS = [
  1, 1.2, 1.5, 1.8, 2, 2.1, 2.4, 2.7, 3, 3.2, 3.6, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 21, 24, 27, 30, 32,
  36, 40, 50, 60, 70, 80, 100, 120, 150, 180, 200, 210, 240, 270, 300, 320, 360, 400, 450, 480, 500, 540, 600,
  700, 800, 900,
];
const TBPS = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6];

/** Every rate that a virtual interface can be limited to, in Mbit/s (fidelity 4.6) [M]. */
const RATES: ReadonlyMap<string, number> = new Map([
  ...MBPS.map((value) => [`${value}Mbps`, value] as const),
  ...GBPS.map((value) => [`${value}Gbps`, Math.round(value * 1_000)] as const),
  ...TBPS.map((value) => [`${value}Tbps`, Math.round(value * 1_000_000)] as const),
]);

/** Removes a limit [UG26]. */
const UNLIMITED = 'Unlimited';

/** The rate of a limiter that is stored, in Mbit/s. */
export function rateMbps(rateLimit: string): number {
  return RATES.get(rateLimit) ?? 0;
}

/** What carries a virtual interface, as rate limits see it. */
export interface RateParent {
  /** In words: `Connection dxcon-…`, `Lag dxlag-…`. */
  readonly name: string;
  readonly hosted: boolean;
  /** Bandwidth in Mbit/s: of a LAG the sum of its members [UG26]. */
  readonly mbps: number;
}

/** The rate limit as it is stored: null for none. Whether one more is allowed is another question (`checkLimiters`). */
export function rateLimitOf(wanted: string | undefined, parent: RateParent): string | null | Refusal {
  if (wanted === undefined || wanted === UNLIMITED) return null;
  const mbps = RATES.get(wanted);
  if (mbps === undefined) {
    // The values are [M]; the text is a GUESS.
    return refuse(
      `Rate limit ${wanted} is not valid. Valid values: ${[...RATES.keys(), UNLIMITED].join(', ')}`,
    );
  }
  if (parent.hosted) {
    // Dedicated connections and LAGs alone [UG26], a client exception (GUESS #55); the text is a GUESS.
    return refuse(`${parent.name} is a hosted connection: its virtual interface cannot have a rate limit`);
  }
  // Not above the parent [UG26]; the text is a GUESS.
  if (mbps > parent.mbps) return refuse(`Rate limit ${wanted} is above the bandwidth of ${parent.name}`);
  return wanted;
}
