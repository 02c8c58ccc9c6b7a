import { granted } from '../../domain/fault.ts';
import { notAParent } from '../../domain/hosted/parent.ts';
import { checkId, unknownConnection, unknownLag } from '../../domain/ids.ts';
import { ownedConnection } from '../../store/queries/connections.ts';
import { allocatedConnection, hostedPage } from '../../store/queries/hosted.ts';
import { ownedLag } from '../../store/queries/lags.ts';
import { query, type QueryContext } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { callingPartner } from '../support/account.ts';
import { hostedViews } from './views/hosted.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeHostedConnections.html */
export default query('DescribeHostedConnections', async (input, ctx) => {
  await callingPartner(ctx);
  const page = pageOf('DescribeHostedConnections', input, ctx.look);
  const { connectionId: id } = input;
  granted(checkId('ConnectionOrLag', id));
  await checkIsParent(ctx, id);
  const { rows, next } = cut(await hostedPage(ctx.look.reader, id, page), page);
  return { connections: await hostedViews(ctx, rows), ...next };
});

/** An interconnect or LAG of the caller's; the id of a hosted connection itself has its own text [TFI#43499]. */
async function checkIsParent({ look, caller }: QueryContext, id: string): Promise<void> {
  if (id.startsWith('dxlag-')) {
    if ((await ownedLag(look, id)) === undefined) granted(unknownLag(id));
    return;
  }
  const row = (await ownedConnection(look, id)) ?? (await allocatedConnection(look, id));
  if (row === undefined) granted(unknownConnection(id));
  else if (row.kind !== 'interconnect') granted(notAParent(caller.account, id));
}
