import { ALONE } from '../connections/views/surroundings.ts';
import { operation } from '../operation.ts';
import { orderNewPort } from '../support/order-port.ts';
import { callingPartner } from '../support/account.ts';
import { interconnectView } from './views/interconnect.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateInterconnect.html */
export default operation('CreateInterconnect', async (input, ctx) => {
  await callingPartner(ctx);
  const row = await orderNewPort(ctx, { ...input, kind: 'interconnect', name: input.interconnectName });
  return interconnectView(row, ALONE, ctx.caller.account);
});
