import { granted } from '../../domain/fault.ts';
import { refuse } from '../../domain/refusal.ts';
import { rowsOf } from '../../store/table.ts';
import { type CloudGatewayRow, cloudGateways } from '../../store/tables/cloud-gateways.ts';
import type { Context } from '../operation.ts';

const BY_ID = rowsOf(cloudGateways, 'where id = ?');
/** AS number of a gateway that a lab takes as given: 64512 is every Direct Connect gateway's default. */
const ASSUMED_ASN = 64_532;

/**
 * A virtual private or transit gateway of the caller's in the called Region. A lab takes one that it does not know as it
 * comes: it is the first caller's.
 *
 * @throws ServiceFault when there is none of that id that the caller may use here
 */
export async function usableGateway(
  ctx: Context,
  id: string,
  kind: CloudGatewayRow['kind'],
): Promise<CloudGatewayRow> {
  const row = (await ctx.look.reader.one(BY_ID, id)) ?? assumed(ctx, id, kind);
  const { account, region } = ctx.caller;
  const reached =
    row?.region === region && (row.account === account || row.sharedWith.includes(`"${account}"`));
  if (row !== undefined && row.kind === kind && reached) return row;
  // "The VirtualGateway vgw-… does not exist.", of one in another Region too [TFI]
  return granted(refuse(`The VirtualGateway ${id} does not exist.`));
}

function assumed(ctx: Context, id: string, kind: CloudGatewayRow['kind']): CloudGatewayRow | undefined {
  const prefix = kind === 'virtualPrivateGateway' ? 'vgw' : 'tgw';
  if (ctx.settings.profile !== 'lab' || !new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id))
    return undefined;
  const row: CloudGatewayRow = {
    id,
    kind,
    account: ctx.caller.account,
    region: ctx.caller.region,
    amazonSideAsn: ASSUMED_ASN,
    state: 'available',
    networkId: null,
    cidrs: '[]',
    sharedWith: '[]',
    source: 'assumed',
    createdAt: ctx.now,
    refreshedAt: ctx.now,
    revision: 1,
  };
  ctx.write.insert(cloudGateways, row);
  return row;
}
