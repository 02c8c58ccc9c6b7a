import { type ReconcileParts, perform } from './parts.ts';
import { TIMED } from './timed-tables.ts';
import type { Timed } from './due.ts';
import { dueAmong, dueRows, oldestAmong } from '../store/queries/deadlines.ts';
import { overdue } from '../store/queries/timers.ts';
import { StoreUnreachable } from '../store/store.ts';
import type { DueRow, UnmetDeadlines } from './unmet.ts';
import type { Row } from '../store/table.ts';

const BATCH = 200;
const TABLES = TIMED.map(({ table }) => table);
const tablesDue = dueAmong(TABLES);
/** Since when the oldest of all that is to be done has been due. */
export const oldestOpen = oldestAmong(TABLES);

/** What one round found; `late` is how long the oldest had been due, in milliseconds. */
export interface TimersRound {
  readonly fired: number;
  readonly late: number;
  /** Deadlines that could not be met, and had not failed before: what is behind them has its turn at once. */
  readonly failedAnew: number;
  /** Whether rows of other tables than these are due. */
  readonly others: boolean;
  /** Up to when deadlines were taken. */
  readonly until: number;
}

/**
 * Takes everything that is due in such tables through its deadline, earliest first. Takes no hint of what changed, and may run
 * on several servers: compare-and-set lets one of them win.
 *
 * @param untilMax what has been due since this moment alone; else what is due now
 */
export async function runTimers(
  parts: ReconcileParts,
  unmet: UnmetDeadlines,
  which: readonly Timed[],
  untilMax = Number.POSITIVE_INFINITY,
): Promise<TimersRound> {
  const { reader } = parts.store;
  await unmet.sweep(reader);
  const { until: now, first } = await cohort(parts, unmet);
  const until = Math.min(now, untilMax);
  const busy = await tablesDue(reader, until);
  const asked = which.filter(({ table }) => busy.has(table.name));
  const given = (await Promise.all(asked.map((entry) => claim(parts, unmet, entry, until)))).flat();
  const all = given.filter((due) => unmet.mayTry(due)).toSorted((a, b) => a.dueAt - b.dueAt);
  if (all.length === 0 && first !== undefined && first.dueAt <= until && which.includes(first.entry))
    unmet.notGiven(first);
  const outcomes = await Promise.all(all.map((due) => fire(parts, unmet, due)));
  return {
    fired: outcomes.filter((outcome) => outcome === 'met').length,
    failedAnew: outcomes.filter((outcome) => outcome === 'failed anew').length,
    others: busy.size > asked.length,
    until,
    late: Math.max(0, parts.now() - (all[0]?.dueAt ?? parts.now())),
  };
}

/** The due rows of a table that this server is given; those that fail take nobody's place. */
async function claim({ store }: ReconcileParts, unmet: UnmetDeadlines, entry: Timed, until: number) {
  return tagged(entry, await store.claimDue(entry.table, until, BATCH + unmet.countOf(entry.table)));
}

/** Later than this, the server was down or busy: time is caught up with in its order. */
const LATE_MS = 5_000;
/** What is caught up with at once. */
const STEP_MS = 1_000;

/**
 * Up to when deadlines are taken in this round: now; or, where the oldest that can be met has long been due, little more
 * than that one, the `first`. A chain of deadlines then overtakes none of those that would have come after it.
 */
async function cohort(
  parts: ReconcileParts,
  unmet: UnmetDeadlines,
): Promise<{ readonly until: number; readonly first?: DueRow }> {
  const now = parts.now();
  const { reader } = parts.store;
  const late = await tablesDue(reader, now - LATE_MS);
  const firsts = await Promise.all(
    TIMED.filter(({ table }) => late.has(table.name)).map(async (entry) => {
      const oldest = await dueRows(reader, entry.table, now, unmet.countOf(entry.table) + 1);
      return tagged(entry, oldest).filter((due) => !unmet.has(due));
    }),
  );
  const [first] = firsts.flat().toSorted((a, b) => a.dueAt - b.dueAt);
  return first === undefined ? { until: now } : { until: Math.min(now, first.dueAt + STEP_MS), first };
}

const tagged = (entry: Timed, rows: readonly Row[]): readonly DueRow[] =>
  rows.map((row) => ({ entry, row, dueAt: dueAtOf(row) }));

const dueAtOf = (row: Row) => ('dueAt' in row && typeof row.dueAt === 'number' ? row.dueAt : 0);

/** What fails is left for a later round. */
async function fire(
  parts: ReconcileParts,
  unmet: UnmetDeadlines,
  due: DueRow,
): Promise<'met' | 'failed' | 'failed anew'> {
  const { entry, row, dueAt } = due;
  try {
    await perform(parts, 'timer', entry.table.name, dueAt, async (work) => {
      const fresh = await entry.stillDue(work.reader, row);
      if (fresh !== undefined) await entry.expire(work, fresh);
    });
    unmet.met(due);
    return 'met';
  } catch (error) {
    parts.onError('timers', error);
    // That the store is silent says nothing of the row.
    if (error instanceof StoreUnreachable) return 'failed';
    return unmet.failed(due) ? 'failed anew' : 'failed';
  }
}

/** How many rows are due, whoever is at them. */
export async function countDue({ store, now }: ReconcileParts): Promise<number> {
  const at = now();
  const busy = await tablesDue(store.reader, at);
  const tables = TABLES.filter(({ name }) => busy.has(name));
  const counts = await Promise.all(tables.map((table) => overdue(store.reader, table, at)));
  return counts.reduce((sum, { rows }) => sum + Number(rows), 0);
}
