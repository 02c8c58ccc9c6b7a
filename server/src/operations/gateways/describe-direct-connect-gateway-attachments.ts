import { granted } from '../../domain/fault.ts';
import { checkId } from '../../domain/ids.ts';
import { needsFilter } from '../../domain/gateway/refusals.ts';
import { attachmentsOf, attachmentsPage } from '../../store/queries/gateways.ts';
import type { PageWish } from '../../store/look.ts';
import type { AttachmentRow } from '../../store/tables/gateways.ts';
import { type Input, query, type QueryContext } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { attachmentView } from './views/attachment.ts';

type Filter = Input<'DescribeDirectConnectGatewayAttachments'>;

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeDirectConnectGatewayAttachments.html
 *
 * Of a gateway, or of a virtual interface; where both are named both hold.
 */
export default query('DescribeDirectConnectGatewayAttachments', async (input, ctx) => {
  const { directConnectGatewayId, virtualInterfaceId } = input;
  const page = pageOf('DescribeDirectConnectGatewayAttachments', input, ctx.look);
  if (directConnectGatewayId === undefined && virtualInterfaceId === undefined) {
    return granted(needsFilter(['directConnectGatewayId', 'virtualInterfaceId']));
  }
  if (directConnectGatewayId !== undefined) granted(checkId('DirectConnectGateway', directConnectGatewayId));
  if (virtualInterfaceId !== undefined) granted(checkId('VirtualInterface', virtualInterfaceId));
  const found = await attachmentsFor(ctx, input, page);
  const { rows, next } = cut(
    found.map((row) => ({ ...row, id: row.virtualInterfaceId })),
    page,
  );
  return { directConnectGatewayAttachments: rows.map(attachmentView), ...next };
});

async function attachmentsFor(
  { look, caller }: QueryContext,
  { directConnectGatewayId: gateway, virtualInterfaceId }: Filter,
  page: PageWish,
): Promise<readonly AttachmentRow[]> {
  if (virtualInterfaceId === undefined) return attachmentsPage(look, gateway ?? '', page);
  const { seq, id } = page.after;
  // One at most, so that a page after it is empty.
  const found = await attachmentsOf(look.reader, virtualInterfaceId);
  return found.filter(
    (row) =>
      row.account === caller.account &&
      (gateway ?? row.directConnectGatewayId) === row.directConnectGatewayId &&
      (row.seq > seq || (row.seq === seq && row.virtualInterfaceId > id)),
  );
}
