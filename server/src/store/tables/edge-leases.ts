import { table } from '../table.ts';

/**
 * Which of the servers that share a store applies an edge and takes its facts. Never part of the service's state:
 * times are real ones, whatever the lab's clock says.
 */
export interface EdgeLeaseRow {
  /** The device that the edge is, or stands for. */
  readonly edge: string;
  /** A name that a server gives itself when it starts. */
  readonly owner: string;
  /** Counts the owners: what was seen under an earlier term is not taken any more. */
  readonly term: number;
  /** Real epoch milliseconds: from then on another server may take it over. */
  readonly expiresAt: number;
  readonly revision: number;
}

export const edgeLeases = table<EdgeLeaseRow>(
  'edge_lease',
  { edge: true, owner: true, term: true, expiresAt: true, revision: true },
  ['edge'],
  'edge',
);
