import { checkGatewayId, type CloudGatewayKind } from '../../domain/cloud-gateway/kind.ts';
import { madeUpGateway } from '../../domain/cloud-gateway/made-up.ts';
import { checkUse } from '../../domain/cloud-gateway/use.ts';
import { granted } from '../../domain/fault.ts';
import { cloudGateway } from '../../store/queries/cloud-gateways.ts';
import { storedNetworks } from '../../work/cloud-gateways.ts';
import { type CloudGatewayRow, cloudGateways } from '../../store/tables/cloud-gateways.ts';
import type { Context } from '../operation.ts';

/** What a call tells about a gateway that it names, beside its id. */
export interface GatewayHints {
  /** Allowed prefixes that it is to be associated with. */
  readonly prefixes?: readonly string[];
}

/**
 * A virtual private or transit gateway that the caller may use in the called Region: its own, or one that is shared with
 * it. Where gateways are assumed, one that nobody knows is the first caller's.
 *
 * @throws ServiceFault when there is none of that id that the caller may use here
 */
export async function usableGateway(
  ctx: Context,
  id: string,
  kind: CloudGatewayKind,
  hints: GatewayHints = {},
): Promise<CloudGatewayRow> {
  granted(checkGatewayId(kind, id));
  const known = await cloudGateway(ctx.look.reader, id);
  const row = known ?? (ctx.settings.assumeGateways ? assumed(ctx, id, kind, hints) : undefined);
  granted(checkUse(row, kind, id, ctx.caller));
  if (row === undefined) throw new Error(`${id} may be used and is not there`);
  return row;
}

function assumed(ctx: Context, id: string, kind: CloudGatewayKind, hints: GatewayHints): CloudGatewayRow {
  const { amazonSideAsn, networks } = madeUpGateway(id, hints.prefixes ?? []);
  const row: CloudGatewayRow = {
    id,
    kind,
    account: ctx.caller.account,
    region: ctx.caller.region,
    amazonSideAsn,
    state: 'available',
    ...storedNetworks(networks),
    sharedWith: '[]',
    source: 'assumed',
    createdAt: ctx.now,
    refreshedAt: ctx.now,
    revision: 1,
  };
  ctx.write.insert(cloudGateways, row);
  return row;
}
