import type { Migration } from './migration.ts';

/** Since when each prefix is advertised: what stays keeps its time when its association or network changes. */
export const prefixTimes: Migration = {
  version: 13,
  name: 'prefix times',
  statements: [
    `alter table gateway_association add column prefix_times text not null default '[]'`,
    `alter table cloud_gateway add column prefix_times text not null default '[]'`,
  ],
};
