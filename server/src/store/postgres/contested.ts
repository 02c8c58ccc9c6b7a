import { setTimeout as sleep } from 'node:timers/promises';
import { isLostRace, transactionOf } from '../attempts.ts';
import { Recorder, type Write } from '../recorder.ts';
import type { Reader, Unit } from '../store.ts';
import { isRefused, portFault } from './faults.ts';
import { Lines } from './lines.ts';
import { checkCounted, lockRows, type Rows, rowsOfWrites } from './locks.ts';
import type { Connection } from './connection.ts';
import { type Pool, readerOf } from './pool.ts';
import type { Tally } from './tally.ts';
import { write, writeInOrder } from './write.ts';

/** Units that share a transaction while they compete for a row: bounds how long other servers wait for it. */
const BATCH_MAX = 32;
/**
 * A unit that loses this often is not unlucky. More than on the embedded engine: a unit that counts without a touch
 * may lose to others that have locked as much as it has.
 */
const ATTEMPTS_MAX = 10;
/** Longest wait before another attempt of a unit that lost although it had locked what it knew of. */
const JITTER_MS = 8;

interface Job {
  readonly unit: Unit<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly rows: readonly string[];
  /** What its attempts wanted to write so far. */
  locks: Rows;
  attempts: number;
}

/** How a unit ended inside a batch; it is told only after the commit. */
type Ending = { readonly job: Job; readonly value: unknown } | { readonly job: Job; readonly error: unknown };

/**
 * Units that have lost a race. They wait in line for the row, lock it before they look again, and share the
 * transaction with those behind them: nobody can take the row from them, here or on another server.
 */
export class Contested {
  readonly #pool: Pool;
  readonly #tally: Tally;
  readonly #lines = new Lines<Job>(BATCH_MAX, (jobs) => this.#serve(jobs));

  constructor(pool: Pool, tally: Tally) {
    this.#pool = pool;
    this.#tally = tally;
  }

  /** Where others wait for one of these rows already: who wants it too would lose. */
  lineOf(rows: Iterable<string>): string | undefined {
    return this.#lines.lineOf(rows);
  }

  /**
   * @param line the row that the competition is about
   * @param recorder what the attempt wanted to write
   */
  join<T>(line: string, unit: Unit<T>, recorder: Recorder): Promise<T> {
    const locks = rowsOfWrites(recorder.writes);
    const rows = [...locks.keys()];
    return new Promise<T>((resolve, reject) => {
      const told = resolve as (value: unknown) => void;
      this.#lines.join(line, { unit, resolve: told, reject, rows, locks, attempts: 1 });
    });
  }

  /** Never throws. */
  async #serve(jobs: readonly Job[]): Promise<void> {
    const [first, ...more] = jobs;
    if (first !== undefined && more.length === 0) return this.#alone(first);
    try {
      const endings = await this.#pool.transaction((connection) => this.#play(connection, jobs));
      this.#tally.committed(jobs.length);
      await Promise.all(endings.map((ending) => this.#tell(ending)));
    } catch (error) {
      // Nothing was written. One at a time they do not get in each other's way.
      if (isRefused(error)) for (const job of jobs) await this.#alone(job);
      // Nobody knows what became of a commit that was not answered: doing it again could do it twice.
      else for (const job of jobs) job.reject(error);
    }
  }

  /** Runs units one after the other; what they write is sent without waiting for it. */
  async #play(connection: Connection, jobs: readonly Job[]): Promise<readonly Ending[]> {
    const reader = readerOf(connection);
    const written: Promise<void>[] = [];
    const endings: Ending[] = [];
    const locked: Rows = new Map(jobs.flatMap(({ locks }) => [...locks]));
    await lockRows(connection, locked);
    for (const job of jobs) {
      try {
        const { value, writes } = await look(reader, job, locked);
        const sent = write(connection, writes);
        sent.catch(ignore);
        written.push(sent);
        endings.push({ job, value });
      } catch (error) {
        endings.push({ job, error });
      }
    }
    await Promise.all(written);
    return endings;
  }

  async #tell(ending: Ending): Promise<void> {
    if ('value' in ending) ending.job.resolve(ending.value);
    else if (isLostRace(ending.error)) await this.#alone(ending.job);
    else ending.job.reject(ending.error);
  }

  /** A transaction of its own, attempt after attempt. Never throws. */
  async #alone(job: Job): Promise<void> {
    for (;;) {
      job.attempts += 1;
      this.#tally.replayed();
      try {
        const value = await this.#pool.transaction((connection) => perform(connection, job));
        this.#tally.committed(1);
        job.resolve(value);
        return;
      } catch (error) {
        const fault = portFault(error);
        if (!isLostRace(fault) || job.attempts >= ATTEMPTS_MAX) {
          job.reject(fault);
          return;
        }
        await sleep(Math.random() * JITTER_MS);
      }
    }
  }
}

async function perform(connection: Connection, job: Job): Promise<unknown> {
  await lockRows(connection, job.locks);
  const { value, writes } = await look(readerOf(connection), job, job.locks);
  await writeInOrder(connection, writes);
  return value;
}

/** Runs the unit of a job while rows are locked; another attempt will lock what this one wanted to write, too. */
async function look(
  reader: Reader,
  job: Job,
  locked: Rows,
): Promise<{ readonly value: unknown; readonly writes: readonly Write[] }> {
  const recorder = new Recorder(true);
  const value = await job.unit(transactionOf(reader, recorder));
  const { writes } = recorder;
  job.locks = new Map([...job.locks, ...rowsOfWrites(writes)]);
  checkCounted(recorder, locked);
  return { value, writes };
}

const ignore = () => {};
