import { granted } from '../../domain/fault.ts';
import { checkId, unknownConnection } from '../../domain/ids.ts';
import { ownedConnection } from '../../store/queries/connections.ts';
import { stateOf } from '../connections/views/port-members.ts';
import { operation } from '../operation.ts';
import { fetchLetter } from './support/loa.ts';

/** Deprecated twin of DescribeLoa: https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeInterconnectLoa.html */
export default operation('DescribeInterconnectLoa', async (input, ctx) => {
  granted(checkId('Interconnect', input.interconnectId));
  const row = await ownedConnection(ctx.look, input.interconnectId);
  if (row === undefined || row.kind !== 'interconnect')
    return granted(unknownConnection(input.interconnectId));
  const letter = await fetchLetter(ctx, { id: row.id, stands: stateOf(row) }, [row], input.providerName);
  return async () => ({ loa: await letter() });
});
