import { expire, type Lifecycle, type Phase } from '../domain/lifecycle.ts';
import type { TimerName } from '../domain/profile.ts';
import type { Reader } from '../store/store.ts';
import { type Revised, type Row, rowsOf, type Table } from '../store/table.ts';
import type { Work } from '../work/context.ts';

/** A row that a lifecycle moves and that the store can change. */
export type TimedRow = Row &
  Revised & { readonly state: string; readonly stateSince: number; readonly dueAt: number | null };

/** What happens to the rows of one table when their time is over. */
export interface Timed {
  readonly table: Table<Row>;
  /** Takes one due row through; called in a unit of work whose `now` is the row's `dueAt`. */
  readonly expire: (work: Work, row: Row) => Promise<void>;
  /** The row as it is now, if it is still due as it was. */
  readonly stillDue: (reader: Reader, row: Row) => Promise<Row | undefined>;
}

/** A lifecycle whose states and events are only names here. */
export type AnyLifecycle = Lifecycle<string, string, TimerName>;

/** How a table's rows go through their deadlines. What has no handler is simply written. */
export interface Handlers<R extends TimedRow> {
  readonly lifecycleOf: (row: R) => AnyLifecycle;
  /** A state is entered by its deadline: writes the phase, with all that comes with it. */
  readonly enter?: (work: Work, row: R, phase: Phase) => Promise<void>;
  /** An event is raised by a deadline: decides and writes. */
  readonly raise?: (work: Work, row: R, event: string) => Promise<void>;
  /** The row is to be removed: what comes with that. */
  readonly gone?: (work: Work, row: R) => Promise<void>;
}

/** Joins a table and its lifecycle to one entry of the timers' loop. */
export function timed<R extends TimedRow>(table: Table<R>, handlers: Handlers<R>): Timed {
  const where = table.key.map((property) => `${table.columns.get(property) ?? property} = ?`).join(' and ');
  const byKey = rowsOf(table, `where ${where}`);
  return {
    table: table as never,
    async stillDue(reader, row) {
      const seen = row as R;
      const values = table.key.map((property) => seen[property] as string | number);
      const fresh = await reader.one(byKey, ...values);
      return fresh !== undefined && fresh.dueAt === seen.dueAt ? fresh : undefined;
    },
    expire: (work, row) => take(work, table, row as R, handlers),
  };
}

async function take<R extends TimedRow>(
  work: Work,
  table: Table<R>,
  row: R,
  handlers: Handlers<R>,
): Promise<void> {
  const expiry = expire(handlers.lifecycleOf(row), row, work.now, work.durations);
  // The lifecycle no longer has this deadline (the profile changed): nothing will ever end it by itself.
  if (expiry === undefined) return void work.write.update(table, row, { dueAt: null } as Partial<R>);
  if ('gone' in expiry) {
    await handlers.gone?.(work, row);
    return work.write.remove(table, row);
  }
  if ('raise' in expiry) return raise(work, table, row, expiry.raise, handlers);
  if (handlers.enter !== undefined) return handlers.enter(work, row, expiry.phase);
  work.write.update(table, row, expiry.phase as Partial<R>);
}

async function raise<R extends TimedRow>(
  work: Work,
  table: Table<R>,
  row: R,
  event: string,
  handlers: Handlers<R>,
): Promise<void> {
  if (handlers.raise === undefined) throw new Error(`${table.name} raises ${event} and nobody takes it`);
  await handlers.raise(work, row, event);
}
