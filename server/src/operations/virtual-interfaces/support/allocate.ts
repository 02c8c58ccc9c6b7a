import { granted } from '../../../domain/fault.ts';
import { checkOtherAccount } from '../../../domain/virtual-interface/refusals.ts';
import type { Context } from '../../operation.ts';
import { checkCustomer } from '../../hosted-connections/support/customer.ts';
import { callerAccount, quotasOf } from '../../support/account.ts';
import type { Made } from './new-interface.ts';
import { type InterfaceWish, type Ordered, orderInterface } from './order.ts';
import { parentOf } from './parent.ts';

/** For whom, and on which connection or LAG of the caller's. */
export interface Allocation {
  readonly connectionId: string;
  readonly ownerAccount: string;
}

/**
 * Makes a virtual interface for another account: it waits as `confirming` for its owner [M].
 *
 * @throws ServiceFault when a rule refuses it
 */
export async function allocateInterface(
  ctx: Context,
  { connectionId, ownerAccount: owner }: Allocation,
  wish: InterfaceWish,
  parts: Omit<Ordered, 'owner' | 'state'>,
): Promise<Made> {
  const quotas = quotasOf(ctx, await callerAccount(ctx));
  const parent = await parentOf(ctx, connectionId, quotas);
  granted(checkOtherAccount(owner, parent.account));
  await checkCustomer(ctx, owner);
  return orderInterface(ctx, parent, wish, { ...parts, owner, state: 'confirming' }, quotas);
}
