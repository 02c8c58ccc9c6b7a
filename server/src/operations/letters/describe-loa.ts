import { granted } from '../../domain/fault.ts';
import { checkId, unknownConnection, unknownLag } from '../../domain/ids.ts';
import { lagMembers, ownedConnection } from '../../store/queries/connections.ts';
import { ownedLag } from '../../store/queries/lags.ts';
import { stateOf } from '../connections/views/port-members.ts';
import { type Context, operation } from '../operation.ts';
import { fetchLetter } from './support/loa.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeLoa.html */
export default operation('DescribeLoa', async ({ connectionId: id, providerName }, ctx) => {
  granted(checkId('ConnectionOrLag', id));
  const { stands, rows } = await portsOf(ctx, id);
  return fetchLetter(ctx, { id, stands }, rows, providerName);
});

/** A connection, an interconnect, or the members of a LAG: its letter covers their ports [M]. */
async function portsOf(ctx: Context, id: string) {
  if (id.startsWith('dxlag-')) {
    const lag = await ownedLag(ctx.look, id);
    if (lag === undefined || lag.state === 'deleted') return granted(unknownLag(id));
    // A LAG is never `requested` here, its connections are.
    const stands = `${lag.state}, its connections in state requested`;
    return { stands, rows: await lagMembers(ctx.look.reader, id) };
  }
  const row = await ownedConnection(ctx.look, id);
  return row === undefined ? granted(unknownConnection(id)) : { stands: stateOf(row), rows: [row] };
}
