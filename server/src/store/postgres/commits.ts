import { setTimeout as sleep } from 'node:timers/promises';
import { isLostRace, transactionOf } from '../attempts.ts';
import { Recorder, type Write } from '../recorder.ts';
import type { Unit } from '../store.ts';
import { Contested } from './contested.ts';
import { portFault } from './faults.ts';
import { contestedRow } from './contested-row.ts';
import type { Pool } from './pool.ts';
import { Snapshot } from './snapshot.ts';
import type { Tally } from './tally.ts';
import { fitsOneStatement, writeInOrder, writeTogether } from './write.ts';

/** How long closing waits for units that are under way. */
const CLOSE_MS = 600;

/**
 * Units run side by side: they look at one moment, and what they recorded is written in one round trip that
 * fails when a row has changed meanwhile. Who loses goes in line.
 */
export class Commits {
  readonly #reads: Pool;
  readonly #writes: Pool;
  readonly #tally: Tally;
  readonly #contested: Contested;
  #underWay = 0;
  #closed = false;

  constructor(reads: Pool, writes: Pool, tally: Tally) {
    this.#reads = reads;
    this.#writes = writes;
    this.#tally = tally;
    this.#contested = new Contested(writes, tally);
  }

  async run<T>(unit: Unit<T>): Promise<T> {
    if (this.#closed) throw new Error('the store is closed');
    this.#underWay += 1;
    try {
      return await this.#sideBySide(unit);
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Takes no more units, and waits a little for those that it has. */
  async close(): Promise<void> {
    this.#closed = true;
    const deadline = performance.now() + CLOSE_MS;
    while (this.#underWay > 0 && performance.now() < deadline) await sleep(1);
  }

  async #sideBySide<T>(unit: Unit<T>): Promise<T> {
    const recorder = new Recorder(true);
    const snapshot = new Snapshot(this.#reads);
    let line: string | undefined;
    try {
      const value = await unit(transactionOf(snapshot, recorder)).finally(() => snapshot.end());
      line = this.#contested.lineOf(recorder.rows);
      if (line === undefined) {
        await this.#write(recorder.writes);
        return value;
      }
    } catch (error) {
      const fault = portFault(error);
      if (!isLostRace(fault)) throw fault;
      line = contestedRow(recorder, fault);
    }
    return this.#contested.join(line, unit, recorder);
  }

  async #write(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return;
    if (fitsOneStatement(writes)) await this.#writes.use((connection) => writeTogether(connection, writes));
    else await this.#writes.transaction((connection) => writeInOrder(connection, writes));
    this.#tally.committed(1);
  }
}
