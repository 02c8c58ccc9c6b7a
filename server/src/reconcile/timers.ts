import { type ReconcileParts, perform } from './parts.ts';
import { TIMED } from './timed-tables.ts';
import type { Timed } from './due.ts';
import { deadlineAfter, dueAmong } from '../store/queries/deadlines.ts';
import { overdue } from '../store/queries/timers.ts';
import { identityOf } from '../store/recorder.ts';
import type { Row } from '../store/table.ts';

const BATCH = 200;
const TABLES = TIMED.map(({ table }) => table);
const tablesDue = dueAmong(TABLES);

/** What one round found; `late` is how long the oldest had been due, in milliseconds. */
export interface TimersRound {
  readonly fired: number;
  readonly late: number;
  /** Rows whose deadline could not be met: they stay due. */
  readonly failed: readonly string[];
  /** Whether rows of other tables than these are due. */
  readonly others: boolean;
}

/**
 * Takes everything that is due in such tables through its deadline, earliest first. Takes no hint of what changed, and may run
 * on several servers: compare-and-set lets one of them win.
 */
export async function runTimers(parts: ReconcileParts, which: readonly Timed[]): Promise<TimersRound> {
  const now = await cohort(parts);
  const busy = await tablesDue(parts.store.reader, now);
  const due = await Promise.all(
    which
      .filter(({ table }) => busy.has(table.name))
      .map(async (entry) => tagged(entry, await parts.store.claimDue(entry.table, now, BATCH))),
  );
  const asked = which.filter(({ table }) => busy.has(table.name)).length;
  const all = due.flat().toSorted((a, b) => a.dueAt - b.dueAt);
  const fired = await Promise.all(all.map(({ entry, row }) => fire(parts, entry, row)));
  return {
    fired: fired.filter(Boolean).length,
    failed: all
      .filter((_, index) => fired[index] === false)
      .map(({ entry, row }) => identityOf(entry.table, row)),
    others: busy.size > asked,
    late: Math.max(0, parts.now() - (all[0]?.dueAt ?? parts.now())),
  };
}

/** Later than this, the server was down or busy: time is caught up with in its order. */
const LATE_MS = 5_000;
/** What is caught up with at once. */
const STEP_MS = 1_000;

/**
 * Up to when deadlines are taken in this round: now; or, where the oldest has long been due, little more than that
 * one. A chain of deadlines then overtakes none of those that would have come after it.
 */
async function cohort(parts: ReconcileParts): Promise<number> {
  const now = parts.now();
  const busy = await tablesDue(parts.store.reader, now - LATE_MS);
  if (busy.size === 0) return now;
  const oldest = await deadlineAfter(parts.store.reader, TABLES, 0);
  return oldest === undefined ? now : Math.min(now, oldest + STEP_MS);
}

const tagged = (entry: Timed, rows: readonly Row[]) =>
  rows.map((row) => ({ entry, row, dueAt: dueAtOf(row) }));

const dueAtOf = (row: Row) => ('dueAt' in row && typeof row.dueAt === 'number' ? row.dueAt : 0);

/** Whether it did: what fails is left for the next round, which must not follow at once. */
async function fire(parts: ReconcileParts, entry: Timed, row: Row): Promise<boolean> {
  try {
    await perform(parts, 'timer', entry.table.name, dueAtOf(row), async (work) => {
      const fresh = await entry.stillDue(work.reader, row);
      if (fresh !== undefined) await entry.expire(work, fresh);
    });
    return true;
  } catch (error) {
    parts.onError('timers', error);
    return false;
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
