import type { Migration } from './migration.ts';

/** What one server at a time does, where several share the store. A crash may forget who it was. */
export const leases: Migration = {
  version: 9,
  name: 'leases',
  statements: [
    `create {unlogged} table lease (
      name text primary key, owner text not null, term integer not null, expires_at bigint not null,
      revision integer not null
    ) {clustered}`,
  ],
};
