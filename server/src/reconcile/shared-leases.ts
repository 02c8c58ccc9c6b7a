import { edgeLease, edgeOfAnother, leasesOf } from '../store/queries/edge-leases.ts';
import type { Store } from '../store/store.ts';
import { type EdgeLeaseRow, edgeLeases } from '../store/tables/edge-leases.ts';
import type { Work } from '../work/context.ts';
import type { LeaseParts, Leases } from './lease.ts';

/** How long a lease lasts that is not renewed, in real time: longer than a busy server stands still, short after a crash. */
const LEASE_MS = 5_000;
const RENEW_MS = LEASE_MS / 3;
/** What takes longer hangs: its lease is not renewed any more, and another server may try. */
const HOLD_MAX_MS = 60_000;

/** Leases as rows, which servers that share a store take from each other once they have expired. */
export class SharedLeases implements Leases {
  readonly owner: string;
  readonly now: () => number;
  readonly #store: Store;
  readonly #onError: LeaseParts['onError'];
  /** The term in which each edge was taken: who loses one and takes it again has another. */
  readonly #terms = new Map<string, number>();

  constructor(store: Store, { owner, now, onError }: LeaseParts) {
    this.owner = owner;
    this.now = now;
    this.#store = store;
    this.#onError = onError;
  }

  async hold(edge: string, work: () => Promise<void>): Promise<boolean> {
    if (!(await this.#take(edge))) return false;
    const end = this.now() + HOLD_MAX_MS;
    const renewing = setInterval(() => {
      if (this.now() < end) this.#renew(edge).catch((error: unknown) => this.#onError('leases', error));
    }, RENEW_MS);
    try {
      await work();
    } finally {
      clearInterval(renewing);
    }
    return true;
  }

  async isMine({ reader, write }: Work, edge: string): Promise<boolean> {
    const row = await edgeLease(reader, edge);
    if (!this.#isMine(row)) return false;
    write.guard(edgeLeases, row);
    return true;
  }

  async letGo(edge: string): Promise<void> {
    await this.#changeMine(edge, () => ({ expiresAt: 0 }));
    this.#terms.delete(edge);
  }

  othersAt(): Promise<string | undefined> {
    return edgeOfAnother(this.#store.reader, this.owner, this.now());
  }

  async close(): Promise<void> {
    // What cannot be let go expires.
    const rows = await leasesOf(this.#store.reader, this.owner).catch(() => []);
    const lasting = rows.filter(({ expiresAt }) => expiresAt > this.now());
    await Promise.all(lasting.map(({ edge }) => this.letGo(edge).catch(() => {})));
  }

  async #take(edge: string): Promise<boolean> {
    const term = await this.#store.commit(async (tx) => {
      const row = await edgeLease(tx, edge);
      if (row === undefined) {
        tx.insert(edgeLeases, { edge, ...this.#renewed(), term: 1, revision: 1 });
        return 1;
      }
      const own = row.owner === this.owner;
      if (!own && row.expiresAt > this.now()) return undefined;
      // Young enough for a look and its facts.
      if (own && row.expiresAt > this.now() + LEASE_MS / 2) return row.term;
      const next = own ? row.term : row.term + 1;
      tx.update(edgeLeases, row, { ...this.#renewed(), term: next });
      return next;
    });
    if (term === undefined) this.#terms.delete(edge);
    else this.#terms.set(edge, term);
    return term !== undefined;
  }

  /** Never takes it back: what was seen before the loss would count as seen after it. */
  async #renew(edge: string): Promise<void> {
    if (!(await this.#changeMine(edge, () => this.#renewed()))) this.#terms.delete(edge);
  }

  /** Changes the row of a lease that is still this server's. */
  #changeMine(edge: string, changes: () => Partial<EdgeLeaseRow>): Promise<boolean> {
    return this.#store.commit(async (tx) => {
      const row = await edgeLease(tx, edge);
      if (!this.#isMine(row)) return false;
      tx.update(edgeLeases, row, changes());
      return true;
    });
  }

  #isMine(row: EdgeLeaseRow | undefined): row is EdgeLeaseRow {
    return row !== undefined && row.owner === this.owner && row.term === this.#terms.get(row.edge);
  }

  #renewed(): Pick<EdgeLeaseRow, 'owner' | 'expiresAt'> {
    return { owner: this.owner, expiresAt: this.now() + LEASE_MS };
  }
}
