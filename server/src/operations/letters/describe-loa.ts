import { granted } from '../../domain/fault.ts';
import { checkId, unknownConnection, unknownLag } from '../../domain/ids.ts';
import { lagMembers, ownedConnection } from '../../store/queries/connections.ts';
import { ownedLag } from '../../store/queries/lags.ts';
import { type Context, operation } from '../operation.ts';
import { fetchLetter } from './support/loa.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeLoa.html */
export default operation('DescribeLoa', async (input, ctx) => {
  granted(checkId('ConnectionOrLag', input.connectionId));
  return fetchLetter(ctx, input.connectionId, await portsOf(ctx, input.connectionId), input.providerName);
});

/** A connection, an interconnect, or the members of a LAG: its letter covers their ports [M]. */
async function portsOf(ctx: Context, id: string) {
  if (id.startsWith('dxlag-')) {
    const lag = await ownedLag(ctx.look, id);
    if (lag === undefined || lag.state === 'deleted') return granted(unknownLag(id));
    return lagMembers(ctx.look.reader, id);
  }
  const row = await ownedConnection(ctx.look, id);
  return row === undefined ? granted(unknownConnection(id)) : [row];
}
