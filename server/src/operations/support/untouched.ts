import type { ConnectionRow } from '../../store/tables/connections.ts';

/** What nothing has happened to yet: the part of a new connection that is the same for every kind. */
export const UNTOUCHED = {
  billingChanges: '[]',
  loaIssuedAt: null,
  firstUpAt: null,
  movingUntil: null,
  review: null,
  information: null,
  revision: 1,
} as const satisfies Partial<ConnectionRow>;
