import { applyEdges } from './edges.ts';
import type { ReconcileParts } from './parts.ts';
import { FIRST, LAST } from './timed-tables.ts';
import { runTimers, type TimersRound } from './timers.ts';

/** So many rounds in a row may be busy before those that come last have their turn all the same. */
const BUSY_MAX = 20;

/**
 * A round of the loops: deadlines, edges with their facts, and where all that is still the deadlines that come last.
 * It tells whether it did something.
 *
 * @param failed told of deadlines that could not be met
 */
export function roundOf(
  parts: ReconcileParts,
  figures: { fired: number; lateMs: number },
  failed: (rows: readonly string[]) => void,
): () => Promise<boolean> {
  let busy = 0;
  const fire = async (which: typeof FIRST): Promise<TimersRound> => {
    const round = await runTimers(parts, which);
    failed(round.failed);
    figures.fired += round.fired;
    figures.lateMs = Math.max(figures.lateMs, round.late);
    return round;
  };
  return async () => {
    figures.lateMs = 0;
    const { fired, others } = await fire(FIRST);
    const done = fired + (await applyEdges(parts));
    busy = done > 0 ? busy + 1 : 0;
    if (!others || (busy > 0 && busy < BUSY_MAX)) return done > 0;
    busy = 0;
    return done + (await fire(LAST)).fired > 0;
  };
}
