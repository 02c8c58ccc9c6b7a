import { setTimeout as sleep } from 'node:timers/promises';
import { isLostRace, transactionOf } from '../attempts.ts';
import { Recorder, type Write } from '../recorder.ts';
import { statementOf } from '../statements.ts';
import { Collision, Conflict, type Unit } from '../store.ts';
import type { SqliteConnection } from './connection.ts';

/** A unit that loses this often is not unlucky: something is wrong, and its caller hears of it. */
const ATTEMPTS_MAX = 5;
/** Bounds how long the first of a batch waits for the last. */
const BATCH_MAX = 256;
/** How long closing waits for units that are under way. */
const CLOSE_MS = 800;

interface Job {
  readonly unit: Unit<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  attempts: number;
}

/** How a job ended inside its batch; it is told only after the commit. */
type Ending = { readonly job: Job; readonly value: unknown } | { readonly job: Job; readonly error: unknown };

/**
 * Group commit: units that wait together run one after the other inside one transaction, and all are answered
 * after its one sync. Savepoints are used only when a batch is played again because one of its writes failed:
 * always, they cost 8–32 %.
 */
export class GroupCommit {
  readonly #connection: SqliteConnection;
  readonly #onCommit: (units: number) => void;
  readonly #waiting: Job[] = [];
  readonly counters = { commits: 0, units: 0, replays: 0 };
  #running = false;
  #scheduled = false;
  #closed = false;

  /** @param onCommit called after a commit with the number of units in it */
  constructor(connection: SqliteConnection, onCommit: (units: number) => void) {
    this.#connection = connection;
    this.#onCommit = onCommit;
  }

  run<T>(unit: Unit<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ unit, resolve: resolve as (value: unknown) => void, reject, attempts: 0 });
      this.#schedule();
    });
  }

  /** Takes no more units, and waits a little for those that it has; what is not done by then is told so. */
  async close(): Promise<void> {
    this.#closed = true;
    const deadline = performance.now() + CLOSE_MS;
    while ((this.#running || this.#waiting.length > 0) && performance.now() < deadline) await sleep(1);
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the store was closed'));
  }

  #schedule(): void {
    if (this.#running || this.#scheduled || this.#waiting.length === 0) return;
    this.#scheduled = true;
    // The next turn of the loop: what has arrived on the sockets until then shares the sync.
    setImmediate(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    this.#running = true;
    const jobs = this.#waiting.splice(0, BATCH_MAX);
    try {
      const endings = (await this.#play(jobs, false)) ?? (await this.#play(jobs, true)) ?? [];
      this.counters.commits += 1;
      this.counters.units += jobs.length;
      for (const ending of endings) this.#tell(ending);
      this.#onCommit(jobs.length);
    } catch (error) {
      // The commit itself failed (disk full, file gone): nothing was written, and each caller is told.
      for (const job of jobs) job.reject(error);
    } finally {
      this.#running = false;
      this.#schedule();
    }
  }

  /** Undefined: a write failed without a savepoint, everything was rolled back, play again with them. */
  async #play(jobs: readonly Job[], savepoints: boolean): Promise<readonly Ending[] | undefined> {
    const { database } = this.#connection;
    const endings: Ending[] = [];
    database.exec('begin immediate');
    try {
      for (const job of jobs) {
        const ending = await this.#work(job, savepoints);
        if (ending === undefined) {
          this.#rollBack();
          this.counters.replays += 1;
          return undefined;
        }
        endings.push(ending);
      }
      database.exec('commit');
      return endings;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** A full disk or a failing one has rolled back by itself. */
  #rollBack(): void {
    const { database } = this.#connection;
    if (database.isOpen && database.isTransaction) database.exec('rollback');
  }

  async #work(job: Job, savepoint: boolean): Promise<Ending | undefined> {
    const recorder = new Recorder(false);
    let value: unknown;
    try {
      value = await job.unit(transactionOf(this.#connection, recorder));
    } catch (error) {
      return { job, error };
    }
    const { writes } = recorder;
    if (writes.length === 0) return { job, value };
    const { database } = this.#connection;
    try {
      if (savepoint) database.exec('savepoint unit');
      for (const write of writes) this.#apply(write);
      if (savepoint) database.exec('release unit');
      return { job, value };
    } catch (error) {
      if (!savepoint) return undefined;
      if (!database.isTransaction) throw error;
      database.exec('rollback to unit');
      database.exec('release unit');
      return { job, error };
    }
  }

  #apply(write: Write): void {
    const { sql, values } = statementOf(write);
    try {
      const changed = this.#connection.run(sql, values);
      if (write.kind !== 'insert' && changed !== 1) throw new Conflict(`${write.table.name} has changed`);
    } catch (error) {
      throw isUniqueViolation(error)
        ? new Collision(`${write.table.name} has such a row`, { cause: error })
        : error;
    }
  }

  #tell(ending: Ending): void {
    const { job } = ending;
    if ('value' in ending) {
      job.resolve(ending.value);
      return;
    }
    job.attempts += 1;
    if (isLostRace(ending.error) && job.attempts < ATTEMPTS_MAX) this.#waiting.push(job);
    else job.reject(ending.error);
  }
}

/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const UNIQUE_VIOLATIONS = [1555, 2067];

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && UNIQUE_VIOLATIONS.includes(Number(error.errcode));
}
