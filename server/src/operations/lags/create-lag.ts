import { lagBilling } from '../../domain/billing/order.ts';
import { orderPort } from '../../domain/connection/order.ts';
import { granted } from '../../domain/fault.ts';
import { isRegisteredPartner } from '../../domain/hosted/partner.ts';
import { checkJoin } from '../../domain/lag/join.ts';
import { isPartners, membersMaxOf, newMembersOf } from '../../domain/lag/order.ts';
import { checkQuota } from '../../domain/quota.ts';
import { mergeTags } from '../../domain/tags/rules.ts';
import { checkCarriesNone } from '../../domain/virtual-interface/arrival.ts';
import { activeAtSite } from '../../store/queries/connections.ts';
import { countLags } from '../../store/queries/lags.ts';
import { countInterfacesOn } from '../../store/queries/virtual-interfaces.ts';
import { type ConnectionRow, connections } from '../../store/tables/connections.ts';
import { lags } from '../../store/tables/lags.ts';
import { joinLag } from '../../work/lag-members.ts';
import { type Context, type Input, operation } from '../operation.ts';
import { callerAccount, partnerStanding, quotasOf, touchAccount } from '../support/account.ts';
import { billingOrder } from '../support/billing.ts';
import { type OrderedSite, siteOf } from '../support/site.ts';
import { checkLeaves } from './support/leaving.ts';
import { livingConnection } from './support/living.ts';
import { memberPorts } from './support/member-ports.ts';
import { newLag, orderMembers } from './support/new-lag.ts';
import { shownLag } from './views/shown.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateLag.html */
export default operation('CreateLag', async (input, ctx) => {
  const at = await siteOf(ctx, input.location);
  const account = await callerAccount(ctx);
  const quotas = quotasOf(ctx, account);
  const tags = granted(mergeTags([], input.tags ?? []));
  const childTags = granted(mergeTags([], input.childConnectionTags ?? []));
  const bandwidth = input.connectionsBandwidth;
  const port = granted(orderPort({ ...input, bandwidth }, at.site));
  const registered = isRegisteredPartner(partnerStanding(ctx, account));
  const existing = await existingOf(ctx, input, at, registered);
  const order = {
    numberOfConnections: input.numberOfConnections,
    bandwidth,
    existing: existing !== undefined,
  };
  const count = granted(newMembersOf(order, membersMaxOf(quotas, bandwidth)));

  const counted = await countLags(ctx.look, bounded(quotas.lagsPerRegion));
  granted(checkQuota(quotas.lagsPerRegion, counted, 1, `LAGs in ${ctx.caller.region}`));
  const max = quotas.connectionsPerLocation;
  const active = await activeAtSite(ctx.look, at.row.code, max);
  granted(checkQuota(max, active.length, count, `active connections at ${at.row.code}`));
  const partners = isPartners(registered, existing?.kind);
  const beside = active.filter(({ id }) => id !== existing?.id);
  const wish = { asked: input.billingMode, inherited: existing?.billingMode, bandwidth };
  const billing = await billingOrder(ctx, at, wish, beside);
  const billingMode = granted(lagBilling(billing, existing, partners));
  const chosen = await memberPorts(ctx, { at, port, count, tags, existing, active });

  const { lagName: name } = input;
  const place = { location: at.row.code, deviceId: chosen.device };
  const lag = newLag(ctx, { name, ...place, bandwidth, port, allowsHosted: partners, billingMode, tags });
  ctx.write.insert(lags, lag);
  const members = await orderMembers(ctx, lag, port, chosen, childTags);
  touchAccount(ctx, account);
  if (existing === undefined) return shownLag(ctx.look.reader, lag, members, ctx.caller.account);
  const joined = await joinLag(ctx.work, lag, existing, billingMode);
  // What ran over a connection that stood alone has moved.
  const movedFrom = existing.lagId === null ? existing.id : undefined;
  const all = [...members, joined.connection];
  return shownLag(ctx.look.reader, joined.lag, all, ctx.caller.account, movedFrom);
});

/** The connection that the LAG is made of, where one is named and can be. */
async function existingOf(
  ctx: Context,
  input: Input<'CreateLag'>,
  at: OrderedSite,
  registeredPartner: boolean,
): Promise<ConnectionRow | undefined> {
  if (input.connectionId === undefined) return undefined;
  const row = await livingConnection(ctx, input.connectionId);
  const macSec = input.requestMACSec === true ? 1 : 0;
  const target = { location: at.row.code, bandwidth: input.connectionsBandwidth, macSec };
  granted(checkJoin(row, { id: null, deviceId: null, ...target }, ctx.now));
  await checkLeaves(ctx, row);
  if (isPartners(registeredPartner, row.kind)) await checkBare(ctx, row);
  return row;
}

/** A partner's LAG has no virtual interface of its own [M]. */
async function checkBare(ctx: Context, existing: ConnectionRow): Promise<void> {
  ctx.write.touch(connections, existing);
  granted(checkCarriesNone(existing.id, await countInterfacesOn(ctx.look.reader, existing.id)));
}

/** Enough rows to count up to a quota; never all of a million. */
const bounded = (quota: number) => Math.min(quota + 1, 1_000);
