import { applyEdges } from './edges.ts';
import type { ReconcileParts } from './parts.ts';
import { FIRST, LAST } from './timed-tables.ts';
import { runTimers, type TimersRound } from './timers.ts';
import type { UnmetDeadlines } from './unmet.ts';

/** So many rounds in a row may be busy before those that come last have their turn all the same. */
const BUSY_MAX = 20;

/**
 * A round of the loops: deadlines, edges with their facts, and where all that is still the deadlines that come last.
 * It tells whether it did something.
 */
export function roundOf(
  parts: ReconcileParts,
  figures: { fired: number; lateMs: number },
  unmet: UnmetDeadlines,
): () => Promise<boolean> {
  let busy = 0;
  const fire = async (which: typeof FIRST): Promise<TimersRound> => {
    const round = await runTimers(parts, unmet, which);
    figures.fired += round.fired;
    figures.lateMs = Math.max(figures.lateMs, round.late);
    return round;
  };
  return async () => {
    figures.lateMs = 0;
    const { fired, failedAnew, others } = await fire(FIRST);
    const done = fired + failedAnew + (await applyEdges(parts));
    busy = done > 0 ? busy + 1 : 0;
    if (!others || (busy > 0 && busy < BUSY_MAX)) return done > 0;
    busy = 0;
    const last = await fire(LAST);
    return done + last.fired + last.failedAnew > 0;
  };
}
