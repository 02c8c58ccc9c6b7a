import { granted } from '../../domain/fault.ts';
import { checkId, unknownConnection } from '../../domain/ids.ts';
import { connectionsPage, ownedConnection } from '../../store/queries/connections.ts';
import type { ConnectionRow } from '../../store/tables/connections.ts';
import { query, type QueryContext } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { connectionView } from './views/connection.ts';
import { surroundingsOf } from './views/surroundings.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeConnections.html */
export default query('DescribeConnections', async (input, ctx) => {
  const page = pageOf('DescribeConnections', input, ctx.look);
  if (input.connectionId !== undefined) {
    granted(checkId('Connection', input.connectionId));
    const row = await ownedConnection(ctx.look, input.connectionId);
    if (row === undefined || row.kind === 'interconnect')
      return granted(unknownConnection(input.connectionId));
    return { connections: await views(ctx, [row]) };
  }
  const { rows, next } = cut(await connectionsPage(ctx.look, page), page);
  return { connections: await views(ctx, rows), ...next };
});

async function views(ctx: QueryContext, rows: readonly ConnectionRow[]) {
  const around = await surroundingsOf(ctx.look.reader, rows);
  return rows.map((row) => connectionView(row, around, ctx.caller.account));
}
