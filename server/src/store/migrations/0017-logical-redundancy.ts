import type { Migration } from './migration.ts';

/** Devices that the operator says to be logically redundant. */
export const logicalRedundancy: Migration = {
  version: 17,
  name: 'logical-redundancy',
  statements: ['alter table device add column redundant integer not null default 0'],
};
