import { operation } from '../operation.ts';
import { callingPartner } from '../support/account.ts';
import { allocateHosted } from './support/allocate.ts';
import { parentOf } from './support/parent.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AllocateHostedConnection.html */
export default operation('AllocateHostedConnection', async (input, ctx) => {
  const partner = await callingPartner(ctx);
  return allocateHosted(ctx, partner, await parentOf(ctx, input.connectionId), input);
});
