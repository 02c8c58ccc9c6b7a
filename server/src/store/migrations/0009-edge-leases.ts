import type { Migration } from './migration.ts';

/** One server at a time looks after an edge, where several share the store. A crash may forget who it was. */
export const edgeLeases: Migration = {
  version: 9,
  name: 'edge-leases',
  statements: [
    `create {unlogged} table edge_lease (
      edge text primary key, owner text not null, term integer not null, expires_at bigint not null,
      revision integer not null
    ) {clustered}`,
  ],
};
