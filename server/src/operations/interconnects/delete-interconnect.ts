import { hasEnded } from '../../domain/ended.ts';
import { granted } from '../../domain/fault.ts';
import { checkId, unknownConnection } from '../../domain/ids.ts';
import { ownedInterconnect } from '../../store/queries/interconnects.ts';
import { operation } from '../operation.ts';
import { deletePort } from '../support/delete-port.ts';
import { callingPartner } from '../support/account.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteInterconnect.html */
export default operation('DeleteInterconnect', async ({ interconnectId }, ctx) => {
  await callingPartner(ctx);
  granted(checkId('Interconnect', interconnectId));
  const row = await ownedInterconnect(ctx.look, interconnectId);
  if (row === undefined || hasEnded(row)) return granted(unknownConnection(interconnectId));
  await deletePort(ctx, row);
  // The answer says so at once [CLI]; what was live is described as `deleting` for a while [M].
  return { interconnectState: 'deleted' };
});
