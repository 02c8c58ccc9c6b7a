import { checkMemberOrder } from '../../domain/connection/member-order.ts';
import { granted } from '../../domain/fault.ts';
import { isRegisteredPartner } from '../../domain/hosted/partner.ts';
import { membersMaxOf } from '../../domain/lag/order.ts';
import { lagMembers } from '../../store/queries/connections.ts';
import { countInterfacesOn } from '../../store/queries/virtual-interfaces.ts';
import type { AccountRow } from '../../store/tables/accounts.ts';
import type { ConnectionRow } from '../../store/tables/connections.ts';
import { type LagRow, lags } from '../../store/tables/lags.ts';
import { settleLag } from '../../work/links.ts';
import { livingLag } from '../lags/support/living.ts';
import type { Context } from '../operation.ts';
import { partnerStanding, quotasOf } from './account.ts';

interface MemberRequest {
  readonly kind: 'dedicated' | 'interconnect';
  readonly lagId?: string | undefined;
  readonly requestMACSec?: boolean | undefined;
}

/** A LAG that a port is ordered for. */
export interface JoinedLag {
  readonly row: LagRow;
  /** It has no members yet, so that its billing mode binds nobody. */
  readonly empty: boolean;
}

/**
 * The LAG that a port is ordered for, or undefined where it will stand alone.
 *
 * @throws ServiceFault when the LAG is not the caller's, or cannot take such a port
 */
export async function lagToJoin(
  ctx: Context,
  { kind, lagId, requestMACSec }: MemberRequest,
  account: AccountRow | undefined,
): Promise<JoinedLag | undefined> {
  if (lagId === undefined) return undefined;
  const lag = await livingLag(ctx, lagId);
  const members = (await lagMembers(ctx.look.reader, lag.id)).length;
  const membersMax = membersMaxOf(quotasOf(ctx, account), lag.bandwidth);
  const registeredPartner = isRegisteredPartner(partnerStanding(ctx, account));
  const order = { kind, macSec: requestMACSec === true, registeredPartner };
  const virtualInterfaces = await countInterfacesOn(ctx.look.reader, lag.id);
  granted(checkMemberOrder(order, { ...lag, members, membersMax, virtualInterfaces }));
  return { row: lag, empty: members === 0 };
}

/**
 * The LAG with its new member: an interconnect makes it a partner's, and the first member's billing mode is its own.
 * Members were counted, so it is touched.
 */
export async function joinAsNew(ctx: Context, lag: LagRow, row: ConnectionRow): Promise<void> {
  const allowsHosted = row.kind === 'interconnect' ? 1 : lag.allowsHosted;
  const { billingMode } = row;
  const same = allowsHosted === lag.allowsHosted && billingMode === lag.billingMode;
  const after = same ? lag : ctx.write.update(lags, lag, { allowsHosted, billingMode });
  await settleLag(ctx.work, after, [row]);
}
