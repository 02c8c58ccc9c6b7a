import { TIMED } from '../../reconcile/timed-tables.ts';
import { overdue } from '../../store/queries/timers.ts';
import type { Reader } from '../../store/store.ts';
import type { TimerFigures } from './telemetry.ts';

/** The deadlines of all timed tables that have come, at `now` of the service's clock. */
export async function timerFigures(reader: Reader, now: number): Promise<TimerFigures> {
  const found = await Promise.all(TIMED.map(({ table }) => overdue(reader, table, now)));
  const oldest = Math.min(now, ...found.map(({ since }) => since ?? now));
  return { due: found.reduce((sum, { rows }) => sum + Number(rows), 0), lateMs: now - oldest };
}
