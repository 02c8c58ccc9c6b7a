import { granted } from '../../domain/fault.ts';
import { checkPartner, type PartnerStanding, standingOf } from '../../domain/hosted/partner.ts';
import type { AccountRow } from '../../store/tables/accounts.ts';
import type { QueryContext } from '../operation.ts';
import { callerAccount } from './account.ts';

/** The caller, as rules for partners see it. */
export interface CallingPartner {
  /** Undefined in the lab for an account that nobody declared. */
  readonly row: AccountRow | undefined;
  readonly standing: PartnerStanding;
}

/** What an account is to the partner programme. */
export function partnerStanding(ctx: QueryContext, row: AccountRow | undefined): PartnerStanding {
  return standingOf(row?.partnerType, ctx.settings.profile);
}

/**
 * The caller of an operation that is for partners only.
 *
 * @throws ServiceFault when it is none
 */
export async function callingPartner(ctx: QueryContext): Promise<CallingPartner> {
  const row = await callerAccount(ctx);
  const standing = partnerStanding(ctx, row);
  granted(checkPartner(standing, ctx.caller.account, ctx.caller.region));
  return { row, standing };
}
