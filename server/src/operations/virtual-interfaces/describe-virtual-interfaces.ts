import { granted } from '../../domain/fault.ts';
import { checkId } from '../../domain/ids.ts';
import { interfacesOnPage, interfacesPage, seenInterface } from '../../store/queries/virtual-interfaces.ts';
import type { VirtualInterfaceRow } from '../../store/tables/virtual-interfaces.ts';
import { query, type QueryContext } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { surroundingsOf } from './views/surroundings.ts';
import { interfaceView } from './views/virtual-interface.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeVirtualInterfaces.html
 *
 * The caller's own, and those of others on the caller's connections [M]; deleted ones for a while. An id that names
 * none gives an empty list [TF][ANS].
 */
export default query('DescribeVirtualInterfaces', async (input, ctx) => {
  const { virtualInterfaceId, connectionId } = input;
  const page = pageOf('DescribeVirtualInterfaces', input, ctx.look);
  if (connectionId !== undefined) granted(checkId('ConnectionOrLag', connectionId));
  if (virtualInterfaceId !== undefined) {
    granted(checkId('VirtualInterface', virtualInterfaceId));
    const row = await seenInterface(ctx.look, virtualInterfaceId);
    // Both filters hold (GUESS).
    const found = row !== undefined && (connectionId ?? row.connectionId) === row.connectionId;
    return { virtualInterfaces: await views(ctx, found ? [row] : []) };
  }
  const listed =
    connectionId === undefined
      ? interfacesPage(ctx.look, page)
      : interfacesOnPage(ctx.look, connectionId, page);
  const { rows, next } = cut(await listed, page);
  return { virtualInterfaces: await views(ctx, rows), ...next };
});

async function views(ctx: QueryContext, rows: readonly VirtualInterfaceRow[]) {
  const around = await surroundingsOf(ctx, rows);
  return rows.map((row) => interfaceView(row, around, ctx.caller.account));
}
