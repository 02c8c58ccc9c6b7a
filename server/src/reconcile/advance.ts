import { deadlineAfter } from '../store/queries/deadlines.ts';
import type { Reader } from '../store/store.ts';
import { TIMED } from './timed-tables.ts';

/** Moments at which one advance stops at most: each takes some milliseconds, and somebody waits. */
const STEPS_MAX = 10_000;
const TABLES = TIMED.map(({ table }) => table);

export interface AdvanceParts {
  readonly reader: Reader;
  /** The lab's clock, in epoch milliseconds. */
  readonly clock: { readonly now: () => number; readonly moveTo: (to: number) => Promise<void> };
  /** Runs everything that is due at the clock's time to its end. */
  readonly settle: () => Promise<void>;
  /** Counts the deadlines that have fired. */
  readonly figures: { readonly fired: number };
}

/** Where an advance is. */
export interface Advanced {
  /** The clock's time, in epoch milliseconds. */
  readonly now: number;
  /** Deadlines that have fired on the way. */
  readonly fired: number;
  /** Moments at which it has stopped to let them fire. */
  readonly steps: number;
}

export interface AdvanceWish {
  /** Epoch milliseconds of the clock; a moment that has passed already is reached at once. */
  readonly to: number;
  /** Told after each step. */
  readonly onStep?: (at: Advanced) => void;
  /** Asked before each step: whoever wanted it may not wait any more. */
  readonly isStopped?: () => boolean;
  readonly stepsMax?: number;
}

/** The first deadline that is still to come, in epoch milliseconds. */
export function nextDeadline({ reader, clock }: Pick<AdvanceParts, 'reader' | 'clock'>) {
  return deadlineAfter(reader, TABLES, clock.now());
}

/**
 * Advances the lab's clock from deadline to deadline: it stands at each, what is due there fires with all that follows
 * from it, then comes the next. So a chain of deadlines happens in its order, however far the advance. A deadline that
 * cannot be met (its timer fails) is passed by.
 *
 * @returns `complete` false where it has stopped early, between two deadlines: ask again to go on
 */
export async function advanceClock(
  parts: AdvanceParts,
  { to, onStep = () => {}, isStopped = () => false, stepsMax = STEPS_MAX }: AdvanceWish,
): Promise<Advanced & { readonly complete: boolean }> {
  const { clock, settle, figures } = parts;
  const before = figures.fired;
  let steps = 0;
  const here = (): Advanced => ({ now: clock.now(), fired: figures.fired - before, steps });
  await settle();
  for (let due = await nextDeadline(parts); due !== undefined && due <= to; due = await nextDeadline(parts)) {
    if (steps >= stepsMax || isStopped()) return { ...here(), complete: false };
    steps += 1;
    // Real time has gone on meanwhile: the clock never goes back.
    if (due > clock.now()) await clock.moveTo(due);
    await settle();
    onStep(here());
  }
  if (to > clock.now()) await clock.moveTo(to);
  await settle();
  return { ...here(), complete: true };
}
