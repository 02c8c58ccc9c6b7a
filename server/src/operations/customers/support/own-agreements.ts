import type { CustomerAgreement } from '../../../model/types.gen.ts';
import type { AccountRow } from '../../../store/tables/accounts.ts';

/** What stands of agreements in an account's row; nothing where it has none. */
export function ownAgreements(row: AccountRow | undefined): readonly CustomerAgreement[] {
  return row === undefined ? [] : (JSON.parse(row.agreements) as readonly CustomerAgreement[]);
}
