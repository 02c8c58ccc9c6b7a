import { confirmOrder } from '../../domain/connection/confirm.ts';
import { granted } from '../../domain/fault.ts';
import { checkId, unknownConnection } from '../../domain/ids.ts';
import { ownedConnection } from '../../store/queries/connections.ts';
import { connections } from '../../store/tables/connections.ts';
import { markDirty } from '../../work/devices.ts';
import { operation } from '../operation.ts';
import { stateOf } from './views/port-members.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ConfirmConnection.html */
export default operation('ConfirmConnection', async ({ connectionId }, ctx) => {
  granted(checkId('Connection', connectionId));
  const row = await ownedConnection(ctx.look, connectionId);
  // A deleted one looks unknown (GUESS #52); a rejected one is told as it is.
  const gone = row === undefined || row.state === 'deleting' || row.state === 'deleted';
  if (gone || row.kind === 'interconnect') return granted(unknownConnection(connectionId));
  const phase = granted(confirmOrder(row, ctx.now, ctx.settings.durations));
  const after = ctx.write.update(connections, row, phase);
  await markDirty(ctx.work, row.deviceId);
  return { connectionState: stateOf(after) };
});
