import type { AccountRow } from '../store/tables/accounts.ts';

/** The row of an account that nobody declared, once something of it has to be kept. */
export function undeclaredAccount(id: string, now: number): AccountRow {
  return {
    id,
    name: id,
    company: null,
    partnerType: null,
    quotas: '{}',
    agreements: '[]',
    createdAt: now,
    revision: 1,
  };
}
