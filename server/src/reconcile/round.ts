import { applyEdges } from './edges.ts';
import type { ReconcileParts } from './parts.ts';
import { FIRST, LAST } from './timed-tables.ts';
import { runTimers, type TimersRound } from './timers.ts';
import type { UnmetDeadlines } from './unmet.ts';

/**
 * So many rounds a deadline that comes last waits at most while all is busy: what it looks at comes in fewer. Else under a
 * load that never rests it would never have its turn.
 */
const BUSY_MAX = 4;

/**
 * A round of the loops: deadlines, edges with their facts, and where all that is still the deadlines that come last.
 * It tells whether it did something.
 */
export function roundOf(
  parts: ReconcileParts,
  figures: { fired: number; lateMs: number },
  unmet: UnmetDeadlines,
): () => Promise<boolean> {
  /** Up to when deadlines were taken in the rounds since all was still, the newest first. */
  let begun: readonly number[] = [];
  const fire = async (which: typeof FIRST, until?: number): Promise<TimersRound> => {
    const round = await runTimers(parts, unmet, which, until);
    figures.fired += round.fired;
    figures.lateMs = Math.max(figures.lateMs, round.late);
    return round;
  };
  return async () => {
    figures.lateMs = 0;
    const { fired, failedAnew, others, until } = await fire(FIRST);
    const busy = fired + failedAnew + (await applyEdges(parts)) > 0;
    begun = busy ? [until, ...begun].slice(0, BUSY_MAX) : [];
    if (!others || (busy && begun.length < BUSY_MAX)) return busy;
    const last = await fire(LAST, begun.at(-1));
    return busy || last.fired + last.failedAnew > 0;
  };
}
