import { checkGatewayId, type CloudGatewayKind, noAnswer } from '../../domain/cloud-gateway/kind.ts';
import { madeUpGateway } from '../../domain/cloud-gateway/made-up.ts';
import { checkUse } from '../../domain/cloud-gateway/use.ts';
import { granted } from '../../domain/fault.ts';
import { cloudGateway } from '../../store/queries/cloud-gateways.ts';
import { type CloudGatewayRow, cloudGateways } from '../../store/tables/cloud-gateways.ts';
import { storedNetworks } from '../../work/cloud-gateways.ts';
import { takeHeard } from '../../work/heard-gateways.ts';
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
  const known = await currentGateway(ctx, id, kind);
  const row = known ?? (ctx.settings.assumeGateways ? assumed(ctx, id, kind, hints) : undefined);
  granted(checkUse(row, kind, id, ctx.caller));
  if (row === undefined) throw new Error(`${id} may be used and is not there`);
  return row;
}

/**
 * A gateway as it is now: as it was heard of a moment ago, else as it is known. Where nobody answers what is known counts
 * (GUESS).
 *
 * @throws ServiceFault when nobody answers and nothing is known
 */
export async function currentGateway(
  ctx: Context,
  id: string,
  kind: CloudGatewayKind,
): Promise<CloudGatewayRow | undefined> {
  const known = await cloudGateway(ctx.look.reader, id);
  const heard = ctx.heard.get(id);
  // Declared while one asked: the operator's word counts.
  if (heard === undefined || known?.source === 'declared') return known;
  if ('gateway' in heard) return takeHeard(ctx.work, known, heard.gateway);
  if ('silent' in heard) return known ?? granted(noAnswer(kind, id, heard.silent));
  // The directory's reconciler deletes what was heard of and is gone.
  return known?.source === 'ec2' ? undefined : known;
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
    ...storedNetworks(ctx, undefined, networks),
    sharedWith: '[]',
    source: 'assumed',
    createdAt: ctx.now,
    refreshedAt: ctx.now,
    revision: 1,
  };
  ctx.write.insert(cloudGateways, row);
  return row;
}
