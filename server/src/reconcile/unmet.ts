import type { Reader } from '../store/store.ts';
import { identityOf } from '../store/recorder.ts';
import type { Row } from '../store/table.ts';
import type { Timed } from './due.ts';

/** A row with its deadline. */
export interface DueRow {
  readonly entry: Timed;
  readonly row: Row;
  readonly dueAt: number;
}

/** After a failure a row is tried again so much later, each time twice as much … */
const AGAIN_MIN_MS = 250;
/** … and so much at most: whoever has mended its cause waits no longer. */
const AGAIN_MAX_MS = 30_000;
/** Longer than another server's claim: whose row does not move in this time, nobody is at it. */
const HELD_MAX_MS = 6_000;
const SWEEP_MS = 10_000;

interface Unmet extends DueRow {
  readonly failures: number;
  /** When it may be tried again. */
  readonly again: number;
}

/**
 * The deadlines that this server could not meet. They stay due, are tried more and more seldom, and nobody waits for
 * them: neither the later deadlines nor those who wait for rest.
 */
export class UnmetDeadlines {
  readonly #rows = new Map<string, Unmet>();
  readonly #now: () => number;
  #held: { readonly key: string; readonly since: number } | undefined;
  #sweptAt = 0;

  /** @param now real time in milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  has(due: DueRow): boolean {
    return this.#rows.has(keyOf(due));
  }

  mayTry(due: DueRow): boolean {
    return (this.#rows.get(keyOf(due))?.again ?? 0) <= this.#now();
  }

  /** How many there are of a table at most. */
  countOf({ name }: Timed['table']): number {
    let count = 0;
    for (const { entry } of this.#rows.values()) if (entry.table.name === name) count += 1;
    return count;
  }

  /** @returns whether it is the first failure */
  failed(due: DueRow): boolean {
    const key = keyOf(due);
    const failures = (this.#rows.get(key)?.failures ?? 0) + 1;
    const wait = Math.min(AGAIN_MAX_MS, AGAIN_MIN_MS * 2 ** Math.min(failures - 1, 10));
    this.#rows.set(key, { ...due, failures, again: this.#now() + wait });
    return failures === 1;
  }

  met(due: DueRow): void {
    this.#rows.delete(keyOf(due));
  }

  /** Others wait for this row, and this server does not get it: somebody is at it, or just holds it. */
  notGiven(due: DueRow): void {
    const key = keyOf(due);
    const now = this.#now();
    if (this.#held?.key !== key) this.#held = { key, since: now };
    else if (now - this.#held.since > HELD_MAX_MS) this.#rows.set(key, { ...due, failures: 0, again: 0 });
  }

  /** How many there are: what others have met, and what was changed, is forgotten. */
  async stillDue(reader: Reader): Promise<number> {
    this.#sweptAt = this.#now();
    const rows = [...this.#rows];
    const fresh = await Promise.all(rows.map(([, { entry, row }]) => entry.stillDue(reader, row)));
    for (const [index, [key]] of rows.entries()) if (fresh[index] === undefined) this.#rows.delete(key);
    return this.#rows.size;
  }

  /** Looks now and then at what is still due where nobody asks for it. */
  async sweep(reader: Reader): Promise<void> {
    if (this.#now() - this.#sweptAt > SWEEP_MS) await this.stillDue(reader);
  }
}

const keyOf = ({ entry, row, dueAt }: DueRow) => `${identityOf(entry.table, row)}\u001f${dueAt}`;
