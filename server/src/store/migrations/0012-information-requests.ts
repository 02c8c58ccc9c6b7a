import type { Migration } from './migration.ts';

/** What the operator asks of a customer before an order is decided, with the answer: JSON, or null. */
export const informationRequests: Migration = {
  version: 12,
  name: 'information-requests',
  statements: ['alter table connection add column information text'],
};
