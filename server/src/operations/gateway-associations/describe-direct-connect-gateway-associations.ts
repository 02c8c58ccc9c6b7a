import { kindOfGateway } from '../../domain/cloud-gateway/kind.ts';
import { granted } from '../../domain/fault.ts';
import { needsFilter } from '../../domain/gateway/refusals.ts';
import { checkId } from '../../domain/ids.ts';
import {
  associationOfPair,
  associationsOnPage,
  associationsWithPage,
  seenAssociation,
} from '../../store/queries/associations.ts';
import type { PageWish } from '../../store/look.ts';
import type { AssociationRow } from '../../store/tables/gateways.ts';
import { type Input, query, type QueryContext } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { associationView } from './views/association.ts';

type Filter = Input<'DescribeDirectConnectGatewayAssociations'>;

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeDirectConnectGatewayAssociations.html
 *
 * Both owners see an association, from any Region (guesses #56). One filter is needed [M]; of several all hold (GUESS).
 */
export default query('DescribeDirectConnectGatewayAssociations', async (input, ctx) => {
  const page = pageOf('DescribeDirectConnectGatewayAssociations', input, ctx.look);
  checkFilter(input);
  const { rows, next } = cut(await associationsFor(ctx, input, page), page);
  return { directConnectGatewayAssociations: rows.map(associationView), ...next };
});

function checkFilter(filter: Filter): void {
  const { associationId, associatedGatewayId, directConnectGatewayId, virtualGatewayId } = filter;
  if (associationId !== undefined) granted(checkId('Association', associationId));
  if (associatedGatewayId !== undefined) granted(kindOfGateway(associatedGatewayId));
  if (directConnectGatewayId !== undefined) granted(checkId('DirectConnectGateway', directConnectGatewayId));
  if (virtualGatewayId !== undefined) granted(kindOfGateway(virtualGatewayId));
}

async function associationsFor(
  ctx: QueryContext,
  filter: Filter,
  page: PageWish,
): Promise<readonly AssociationRow[]> {
  const { associationId, directConnectGatewayId: gateway } = filter;
  // `virtualGatewayId` is the older member, for either kind [M].
  const others = [filter.associatedGatewayId, filter.virtualGatewayId].filter((id) => id !== undefined);
  const [other] = others;
  if (associationId !== undefined) return matching(filter, await seenAssociation(ctx.look, associationId));
  if (gateway !== undefined && other !== undefined)
    return matching(filter, await associationOfPair(ctx.look, gateway, other));
  if (gateway !== undefined) return associationsOnPage(ctx.look, gateway, page);
  if (other === undefined) return granted(needsFilter(MEMBERS));
  return new Set(others).size > 1 ? [] : associationsWithPage(ctx.look, other, page);
}

const MEMBERS = ['associationId', 'associatedGatewayId', 'directConnectGatewayId', 'virtualGatewayId'];

/** The one that was found, where every filter holds. */
function matching(filter: Filter, row: AssociationRow | undefined) {
  if (row === undefined) return [];
  const { associatedGatewayId, virtualGatewayId, directConnectGatewayId } = filter;
  const holds =
    (associatedGatewayId ?? row.associatedId) === row.associatedId &&
    (virtualGatewayId ?? row.associatedId) === row.associatedId &&
    (directConnectGatewayId ?? row.directConnectGatewayId) === row.directConnectGatewayId;
  return holds ? [row] : [];
}
