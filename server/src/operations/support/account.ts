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
