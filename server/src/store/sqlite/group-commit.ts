import { Recorder, type Write } from '../recorder.ts';
import { statementOf } from '../statements.ts';
import { Collision, Conflict, type Transaction, type Unit } from '../store.ts';
import type { SqliteConnection } from './connection.ts';

/** A unit that loses this often is not unlucky: something is wrong, and its caller hears of it. */
const ATTEMPTS_MAX = 5;
/** Bounds how long the first of a batch waits for the last. */
const BATCH_MAX = 256;

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
  readonly #waiting: Job[] = [];
  #running = false;
  #scheduled = false;
  commits = 0;
  units = 0;
  replays = 0;
  /** Called after a commit with the number of units in it. */
  onCommit: (units: number) => void = () => {};

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  run<T>(unit: Unit<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ unit, resolve: resolve as (value: unknown) => void, reject, attempts: 0 });
      this.#schedule();
    });
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
      this.commits += 1;
      this.units += jobs.length;
      this.onCommit(jobs.length);
      for (const ending of endings) this.#tell(ending);
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
          database.exec('rollback');
          this.replays += 1;
          return undefined;
        }
        endings.push(ending);
      }
      database.exec('commit');
      return endings;
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  }

  async #work(job: Job, savepoint: boolean): Promise<Ending | undefined> {
    const recorder = new Recorder(false);
    let value: unknown;
    try {
      value = await job.unit(transaction(this.#connection, recorder));
    } catch (error) {
      return { job, error };
    }
    const { writes } = recorder;
    if (writes.length === 0) return { job, value };
    try {
      if (savepoint) this.#connection.database.exec('savepoint unit');
      for (const write of writes) this.#apply(write);
      if (savepoint) this.#connection.database.exec('release unit');
      return { job, value };
    } catch (error) {
      if (!savepoint) return undefined;
      this.#connection.database.exec('rollback to unit');
      this.#connection.database.exec('release unit');
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
    const { error } = ending;
    job.attempts += 1;
    const again = (error instanceof Conflict || error instanceof Collision) && job.attempts < ATTEMPTS_MAX;
    if (again) this.#waiting.push(job);
    else job.reject(error);
  }
}

function transaction(connection: SqliteConnection, recorder: Recorder): Transaction {
  return {
    all: (query, ...values) => connection.all(query, ...values),
    one: (query, ...values) => connection.one(query, ...values),
    insert: (into, row) => recorder.insert(into, row),
    update: (of, row, changes) => recorder.update(of, row, changes),
    remove: (from, row) => recorder.remove(from, row),
    touch: (of, parent) => recorder.touch(of, parent),
    get changes() {
      return recorder.changes;
    },
  };
}

/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const UNIQUE_VIOLATIONS = [1555, 2067];

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && UNIQUE_VIOLATIONS.includes(Number(error.errcode));
}
