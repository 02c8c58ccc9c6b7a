import { operation } from '../operation.ts';
import { callerAccount, quotasOf } from '../support/account.ts';
import { orderInterface } from './support/order.ts';
import { parentOf } from './support/parent.ts';
import { publicParts } from './support/public.ts';
import { shownInterface } from './views/virtual-interface.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreatePublicVirtualInterface.html
 *
 * It is `verifying` while its prefixes and its AS number are verified [M].
 */
export default operation('CreatePublicVirtualInterface', async (input, ctx) => {
  const { connectionId, newPublicVirtualInterface: wish } = input;
  const quotas = quotasOf(ctx, await callerAccount(ctx));
  const parent = await parentOf(ctx, connectionId, quotas);
  const ordered = { ...publicParts(wish), owner: ctx.caller.account, state: 'verifying' } as const;
  const { row, peers } = await orderInterface(ctx, parent, wish, ordered, quotas);
  return shownInterface(ctx, row, peers);
});
