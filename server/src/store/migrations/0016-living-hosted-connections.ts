import type { Migration } from './migration.ts';

/** Hosted connections that live are found without those that have ended: orders on a parent add up the living alone. */
export const livingHostedConnections: Migration = {
  version: 16,
  name: 'living-hosted-connections',
  statements: [
    'drop index connection_parent',
    // Each is in one of them, as virtual interfaces are.
    `create index connection_parent_living on connection (parent_id, seq, id)
      where parent_id is not null and state not in ('deleted', 'rejected')`,
    `create index connection_parent_ended on connection (parent_id, seq, id)
      where parent_id is not null and state in ('deleted', 'rejected')`,
  ],
};
