import { hasEnded } from '../../domain/ended.ts';
import { granted } from '../../domain/fault.ts';
import { checkId, unknownConnection } from '../../domain/ids.ts';
import { ownedConnection } from '../../store/queries/connections.ts';
import { allocatedConnection } from '../../store/queries/hosted.ts';
import { operation } from '../operation.ts';
import { deletePort } from '../support/delete-port.ts';
import { connectionView } from './views/connection.ts';
import { surroundingsOf } from './views/surroundings.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteConnection.html */
export default operation('DeleteConnection', async ({ connectionId }, ctx) => {
  granted(checkId('Connection', connectionId));
  const { account } = ctx.caller;
  // The owner, and of a hosted connection its partner too (GUESS #16).
  const row =
    (await ownedConnection(ctx.look, connectionId)) ?? (await allocatedConnection(ctx.look, connectionId));
  // Interconnects have an operation of their own, and are no connections to this one (GUESS).
  if (row === undefined || hasEnded(row) || row.kind === 'interconnect') {
    return granted(unknownConnection(connectionId));
  }
  // The customer who deletes an order rejects it [M]; the partner withdraws it (GUESS).
  const declines = row.state === 'ordering' && row.account === account;
  const after = await deletePort(ctx, row, declines ? 'decline' : 'delete');
  return connectionView(after, await surroundingsOf(ctx.look.reader, [after]), account);
});
