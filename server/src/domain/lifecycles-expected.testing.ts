import type { Lifecycle } from './lifecycle.ts';
import type { TimerName } from './profile.ts';

export type AnyLifecycle = Lifecycle<string, string, TimerName>;

/** What a lifecycle has to be, as docs/fidelity tells it: the same table, written a second time. */
export interface Expected {
  readonly lifecycle: AnyLifecycle;
  /** `from event to`; a deadline is `@timer`, what it raises `!event`. One transition a line. */
  readonly table: string;
  /** States that nothing ends: what has ended stays to be read. */
  readonly terminal: readonly string[];
  /** States that may be the last, although something can follow. */
  readonly rests?: readonly string[];
  /** What a deadline raises, and the events of the table that follow from it; none: side effects alone. */
  readonly raised: Readonly<Record<string, readonly string[]>>;
  /** The wire's enumerations that show the state; a list where the contract has none. */
  readonly wire: readonly (string | readonly string[])[];
}
