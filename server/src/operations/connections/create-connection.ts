import { operation } from '../operation.ts';
import { orderNewPort } from '../support/order-port.ts';
import { connectionView } from './views/connection.ts';
import { ALONE } from './views/surroundings.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateConnection.html */
export default operation('CreateConnection', async (input, ctx) => {
  const row = await orderNewPort(ctx, { ...input, kind: 'dedicated', name: input.connectionName });
  return connectionView(row, ALONE, ctx.caller.account);
});
