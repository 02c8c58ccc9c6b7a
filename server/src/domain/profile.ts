/** How fast the world turns: `manual` leaves each step to the operator. */
export type LifecycleProfile = 'instant' | 'fast' | 'realistic' | 'manual';
export const LIFECYCLE_PROFILES: readonly LifecycleProfile[] = ['instant', 'fast', 'realistic', 'manual'];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type ByProfile = readonly [instant: number, fast: number, realistic: number, manual: number | null];
const always = (ms: number): ByProfile => [ms, ms, ms, ms];

/** Every timer of every lifecycle, in milliseconds; null: only a person ends the state. */
const TIMERS = {
  /** An order waits for its review: up to 72 h [UG23]. */
  review: [0, SECOND, 24 * HOUR, null],
  /** The customer answers a request for information: after 7 days without an answer the order lapses [UG23]. */
  information: always(7 * DAY),
  /** The customer hands the letter to the facility, which takes the work order (GUESS). */
  handover: [0, 500, 4 * HOUR, null],
  /** The facility's technician patches the cross connect (GUESS). */
  patching: [0, 500, 48 * HOUR, null],
  /** The customer's optic lights up after the patch (GUESS). */
  lighting: [0, 500, 10 * MINUTE, null],
  /** A confirmed hosted connection is provisioned within minutes [TF]. */
  provisioning: [0, SECOND, 3 * MINUTE, SECOND],
  /** `deleting` of what was live (GUESS: no source times it). */
  teardown: [0, SECOND, 5 * MINUTE, SECOND],
  /** A connection is `pending` for a moment while a MACsec key is associated [UG23]. */
  rekeying: [0, 500, 30 * SECOND, 500],
  /** A MACsec key between `associating` and `associated`, and on its way out (GUESS). */
  keying: [0, SECOND, MINUTE, SECOND],
  /** "Connection … is in a transitioning state" after it moved into or out of a LAG: Terraform retries a minute [TF]. */
  moving: [0, 500, 30 * SECOND, 500],
  /** Resiliency groups and their associations (GUESS). */
  grouping: [0, SECOND, MINUTE, SECOND],
  /** Prefixes and ASN of a public virtual interface are verified: up to 72 business hours, seldom over an hour [UG26][UG23]. */
  verification: [0, SECOND, HOUR, null],
  /** A virtual interface is set up: minutes [TF]. */
  interfacing: [0, SECOND, 5 * MINUTE, SECOND],
  /** A BGP peer is configured, or taken out (GUESS). */
  peering: [0, 300, 2 * MINUTE, 300],
  /** The customer's router answers a peer that is configured (GUESS). */
  answering: [0, 300, 30 * SECOND, null],
  /** A Direct Connect gateway is made: within minutes [TF]. */
  gatewayCreation: [0, 500, MINUTE, 500],
  /** A deletion with leftovers falls back after some minutes [TFI#10214]. */
  gatewayDeletion: [0, SECOND, 3 * MINUTE, SECOND],
  /** A deleted gateway is never shown [M]: nothing of it is kept. */
  gatewayRetention: always(0),
  /** Associations change in 5 to 20 minutes [TFI#8222]; at least 500 ms, because a client waits to see them on the way [ANS]. */
  associating: [500, SECOND, 10 * MINUTE, SECOND],
  /** A proposal expires after seven days; accepted and deleted ones are seen for three [UG23]. */
  proposalValidity: always(7 * DAY),
  proposalRetention: always(3 * DAY),
  /** A failover test lasts three hours when nothing else was asked [M]; its history is kept for a year [UG26]. */
  failoverTest: always(3 * HOUR),
  testHistory: always(365 * DAY),
  /** A customer's router that is made to flap changes sides (the simulated world). */
  flapping: always(2 * SECOND),
  /** A session stands so long without a word from its router: 90 s, and 3 times 300 ms with BFD (fidelity 6.1) [UG26]. */
  holdTime: [0, SECOND, 90 * SECOND, 90 * SECOND],
  bfdDetection: [0, 900, 900, 900],
  /** A first jumbo MTU interrupts for 30 s at most [M][TF]; that SiteLink and a move take as long is a GUESS [CFN]. */
  reconnecting: [0, 300, 30 * SECOND, 300],
  /** A deleted virtual interface is listed for 15 minutes more [M]; a rejected one as long (GUESS). */
  interfaceRetention: always(15 * MINUTE),
  /** A letter of authorization is good for 90 days [UG23]. */
  letterValidity: always(90 * DAY),
  /** A port that never came up: a mail after 90 days, deleted 10 days later [UG23]. */
  neverUp: always(100 * DAY),
  /** Deleted connections and LAGs stay listed for an undocumented time: 24 h (GUESS #8). */
  retention: always(24 * HOUR),
} as const satisfies Record<string, ByProfile>;

export type TimerName = keyof typeof TIMERS;

/** The durations of one profile. */
export function durationsOf(profile: LifecycleProfile): { readonly [T in TimerName]: number | null } {
  const column = LIFECYCLE_PROFILES.indexOf(profile);
  const entries = Object.entries(TIMERS).map(([name, row]) => [name, row[column] ?? null]);
  return Object.fromEntries(entries) as { readonly [T in TimerName]: number | null };
}
