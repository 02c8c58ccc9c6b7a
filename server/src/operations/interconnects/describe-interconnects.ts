import { granted } from '../../domain/fault.ts';
import { checkId, unknownConnection } from '../../domain/ids.ts';
import { interconnectsPage, ownedInterconnect } from '../../store/queries/interconnects.ts';
import type { ConnectionRow } from '../../store/tables/connections.ts';
import { surroundingsOf } from '../connections/views/surroundings.ts';
import { query, type QueryContext } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { callingPartner } from '../support/account.ts';
import { interconnectView } from './views/interconnect.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeInterconnects.html */
export default query('DescribeInterconnects', async (input, ctx) => {
  await callingPartner(ctx);
  const page = pageOf('DescribeInterconnects', input, ctx.look);
  if (input.interconnectId !== undefined) {
    granted(checkId('Interconnect', input.interconnectId));
    const row = await ownedInterconnect(ctx.look, input.interconnectId);
    if (row === undefined) return granted(unknownConnection(input.interconnectId));
    return { interconnects: await views(ctx, [row]) };
  }
  const { rows, next } = cut(await interconnectsPage(ctx.look, page), page);
  return { interconnects: await views(ctx, rows), ...next };
});

async function views(ctx: QueryContext, rows: readonly ConnectionRow[]) {
  const around = await surroundingsOf(ctx.look.reader, rows);
  return rows.map((row) => interconnectView(row, around, ctx.caller.account));
}
