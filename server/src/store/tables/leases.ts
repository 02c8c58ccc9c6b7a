import { table } from '../table.ts';

/**
 * Which of the servers that share a store does what one at a time does: looks after an edge, advances the lab's clock.
 * Never part of the service's state: times are real ones, whatever the lab's clock says.
 */
export interface LeaseRow {
  /** What it is about: `edge <device>`, `clock`. */
  readonly name: string;
  /** A name that a server gives itself when it starts. */
  readonly owner: string;
  /** Counts the owners: what was seen under an earlier term is not taken any more. */
  readonly term: number;
  /** Real epoch milliseconds: from then on another server may take it over. */
  readonly expiresAt: number;
  readonly revision: number;
}

export const leases = table<LeaseRow>(
  'lease',
  { name: true, owner: true, term: true, expiresAt: true, revision: true },
  ['name'],
  'name',
);
