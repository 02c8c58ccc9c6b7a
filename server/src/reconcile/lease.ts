import type { Work } from '../work/context.ts';

/**
 * One server at a time applies an edge and takes its facts. What it has seen is written only while it still looks after
 * the edge, so that a stale fact never overwrites what its successor has seen.
 */
export interface Leases {
  /** What this server is called among those that share the store. */
  readonly owner: string;
  /** Real time, in epoch milliseconds. */
  readonly now: () => number;
  /** Runs `work` as the one that looks after an edge. False: another does, and nothing was run. */
  hold(edge: string, work: () => Promise<void>): Promise<boolean>;
  /** Whether this server still looks after the edge; the unit of work is written only if it does until then. */
  isMine(work: Work, edge: string): Promise<boolean>;
  /** Leaves an edge to whoever comes next. */
  letGo(edge: string): Promise<void>;
  /** An edge that another server is about to bring to its wanted state. */
  othersAt(): Promise<string | undefined>;
  /** Leaves all edges to the others. */
  close(): Promise<void>;
}

export interface LeaseParts {
  readonly owner: string;
  readonly now: () => number;
  readonly onError: (loop: string, error: unknown) => void;
}
