import { operation } from '../operation.ts';
import { callingPartner } from '../support/partner.ts';
import { allocateHosted } from './support/allocate.ts';
import { parentInterconnect } from './support/parent.ts';

/** Deprecated twin of AllocateHostedConnection: https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AllocateConnectionOnInterconnect.html */
export default operation('AllocateConnectionOnInterconnect', async (input, ctx) => {
  const partner = await callingPartner(ctx);
  return allocateHosted(ctx, partner, await parentInterconnect(ctx, input.interconnectId), input);
});
