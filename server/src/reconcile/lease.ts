import type { Work } from '../work/context.ts';

/**
 * What one server at a time does. What it has seen is written only while it still holds the lease, so that a stale fact
 * never overwrites what its successor has seen.
 */
export interface Leases {
  /** What this server is called among those that share the store. */
  readonly owner: string;
  /** Real time, in epoch milliseconds. */
  readonly now: () => number;
  /**
   * Runs `work` as the one that holds a lease. False: another does, and nothing was run. The lease is kept afterwards,
   * until it expires.
   *
   * @param maxMs what takes longer hangs: its lease is not renewed any more, and another server may try
   */
  hold(name: string, work: () => Promise<void>, maxMs: number): Promise<boolean>;
  /** Waits for the lease, runs `work` with it, however long that takes, and leaves it to the next. */
  inTurn<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Whether this server still holds a lease; the unit of work is written only if it does until then. */
  isMine(work: Work, name: string): Promise<boolean>;
  /** Leaves it to whoever comes next. */
  letGo(name: string): Promise<void>;
  /** An edge that another server is about to bring to its wanted state. */
  othersAt(): Promise<string | undefined>;
  /** Leaves all to the others. */
  close(): Promise<void>;
}

export interface LeaseParts {
  readonly owner: string;
  readonly now: () => number;
  readonly onError: (loop: string, error: unknown) => void;
}
