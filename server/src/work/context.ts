import type { TimerName } from '../domain/profile.ts';
import type { Reader, Writer } from '../store/store.ts';

/**
 * What a unit of work that several rooms perform may touch: operations, timers and the operator approve orders,
 * settle links and delete connections by the same code. Reads, then recorded writes; time and chance come in here.
 */
export interface Work {
  readonly reader: Reader;
  readonly write: Writer;
  /** Epoch milliseconds; for a timer the moment it was due, so that a chain of deadlines keeps its distances. */
  readonly now: number;
  readonly durations: { readonly [T in TimerName]: number | null };
  /** The fabric tells all its facts again after each look; otherwise a fact stands until somebody reports the next. */
  readonly factsRetold: boolean;
  readonly random: (bytes: number) => Uint8Array;
  readonly newSeq: () => number;
}
