// What an account may do: its quotas and its standing as a partner. (The agreements that it signed forbid nothing.)
import { granted } from '../../domain/fault.ts';
import { checkPartner, type PartnerStanding, standingOf } from '../../domain/hosted/partner.ts';
import { type Quotas, quotasFor } from '../../domain/quota.ts';
import { account } from '../../store/queries/accounts.ts';
import { type AccountRow, accounts } from '../../store/tables/accounts.ts';
import { undeclaredAccount } from '../../work/accounts.ts';
import type { Context, QueryContext } from '../operation.ts';

/** The caller's account as registered; undefined in the lab for one that nobody declared. */
export function callerAccount(ctx: QueryContext): Promise<AccountRow | undefined> {
  return account(ctx.look.reader, ctx.caller.account);
}

/** The quotas in force for an account. */
export function quotasOf(ctx: QueryContext, row: AccountRow | undefined): Quotas {
  return quotasFor(ctx.settings.quotas, own(row));
}

/** The quota that answers show: it has a number where quotas are turned off too. */
export function limitersPerConnection(row: AccountRow | undefined): number {
  return quotasFor(true, own(row)).rateLimitersPerConnection;
}

function own(row: AccountRow | undefined): Record<string, unknown> {
  return row === undefined ? {} : (JSON.parse(row.quotas) as Record<string, unknown>);
}

/**
 * Makes this unit conflict with others of the account that count the same things. An account that nobody declared
 * gets its row here, where units run side by side.
 */
export function touchAccount(ctx: Context, row: AccountRow | undefined): void {
  if (row !== undefined) ctx.write.touch(accounts, row);
  else if (ctx.settings.concurrentUnits)
    ctx.write.insert(accounts, undeclaredAccount(ctx.caller.account, ctx.now));
}

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
