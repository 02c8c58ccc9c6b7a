import { setTimeout as sleep } from 'node:timers/promises';
import { edgeOfAnother, lease, leasesOf } from '../store/queries/leases.ts';
import type { Store } from '../store/store.ts';
import { type LeaseRow, leases } from '../store/tables/leases.ts';
import type { Work } from '../work/context.ts';
import type { LeaseParts, Leases } from './lease.ts';

/** How long a lease lasts that is not renewed, in real time: longer than a busy server stands still, short after a crash. */
const LEASE_MS = 5_000;
const RENEW_MS = LEASE_MS / 3;
/** How often one who waits for a turn asks for it. */
const TURN_MS = 50;

/** Leases as rows, which servers that share a store take from each other once they have expired. */
export class SharedLeases implements Leases {
  readonly owner: string;
  readonly now: () => number;
  readonly #store: Store;
  readonly #onError: LeaseParts['onError'];
  /** The term in which each was taken: who loses one and takes it again has another. */
  readonly #terms = new Map<string, number>();

  constructor(store: Store, { owner, now, onError }: LeaseParts) {
    this.owner = owner;
    this.now = now;
    this.#store = store;
    this.#onError = onError;
  }

  async hold(name: string, work: () => Promise<void>, maxMs: number): Promise<boolean> {
    if (!(await this.#take(name))) return false;
    const end = this.now() + maxMs;
    const renewing = setInterval(() => {
      if (this.now() < end) this.#renew(name).catch((error: unknown) => this.#onError('leases', error));
    }, RENEW_MS);
    try {
      await work();
    } finally {
      clearInterval(renewing);
    }
    return true;
  }

  async inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const done: T[] = [];
    const hold = () => this.hold(name, async () => void done.push(await work()), Number.POSITIVE_INFINITY);
    try {
      while (!(await hold())) await sleep(TURN_MS);
    } finally {
      await this.letGo(name).catch((error: unknown) => this.#onError('leases', error));
    }
    return done[0] as T;
  }

  async isMine({ reader, write }: Work, name: string): Promise<boolean> {
    const row = await lease(reader, name);
    if (!this.#isMine(row)) return false;
    write.guard(leases, row);
    return true;
  }

  async letGo(name: string): Promise<void> {
    await this.#changeMine(name, () => ({ expiresAt: 0 }));
    this.#terms.delete(name);
  }

  othersAt(): Promise<string | undefined> {
    return edgeOfAnother(this.#store.reader, this.owner, this.now());
  }

  async close(): Promise<void> {
    // What cannot be let go expires.
    const rows = await leasesOf(this.#store.reader, this.owner).catch(() => []);
    const lasting = rows.filter(({ expiresAt }) => expiresAt > this.now());
    await Promise.all(lasting.map(({ name }) => this.letGo(name).catch(() => {})));
  }

  async #take(name: string): Promise<boolean> {
    const term = await this.#store.commit(async (tx) => {
      const row = await lease(tx, name);
      if (row === undefined) {
        tx.insert(leases, { name, ...this.#renewed(), term: 1, revision: 1 });
        return 1;
      }
      const own = row.owner === this.owner;
      if (!own && row.expiresAt > this.now()) return undefined;
      // Young enough for a look and its facts.
      if (own && row.expiresAt > this.now() + LEASE_MS / 2) return row.term;
      const next = own ? row.term : row.term + 1;
      tx.update(leases, row, { ...this.#renewed(), term: next });
      return next;
    });
    if (term === undefined) this.#terms.delete(name);
    else this.#terms.set(name, term);
    return term !== undefined;
  }

  /** Never takes it back: what was seen before the loss would count as seen after it. */
  async #renew(name: string): Promise<void> {
    if (!(await this.#changeMine(name, () => this.#renewed()))) this.#terms.delete(name);
  }

  /** Changes the row of a lease that is still this server's. */
  #changeMine(name: string, changes: () => Partial<LeaseRow>): Promise<boolean> {
    return this.#store.commit(async (tx) => {
      const row = await lease(tx, name);
      if (!this.#isMine(row)) return false;
      tx.update(leases, row, changes());
      return true;
    });
  }

  #isMine(row: LeaseRow | undefined): row is LeaseRow {
    return row !== undefined && row.owner === this.owner && row.term === this.#terms.get(row.name);
  }

  #renewed(): Pick<LeaseRow, 'owner' | 'expiresAt'> {
    return { owner: this.owner, expiresAt: this.now() + LEASE_MS };
  }
}
