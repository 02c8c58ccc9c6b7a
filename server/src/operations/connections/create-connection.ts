import { operation } from '../operation.ts';
import { orderNewPort } from '../support/order-port.ts';
import { connectionView } from './views/connection.ts';
import { pairedAmong } from './views/pairing.ts';
import { ALONE } from './views/surroundings.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateConnection.html */
export default operation('CreateConnection', async (input, ctx) => {
  const row = await orderNewPort(ctx, { ...input, kind: 'dedicated', name: input.connectionName });
  // In a LAG that is half of a port pair it is one at once.
  const paired = await pairedAmong(ctx.look.reader, [row]);
  return connectionView(row, { ...ALONE, paired }, ctx.caller.account);
});
