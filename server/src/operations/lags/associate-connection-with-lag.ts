import { checkNeighbours } from '../../domain/billing/modes.ts';
import { granted } from '../../domain/fault.ts';
import { isRegisteredPartner } from '../../domain/hosted/partner.ts';
import { memberMode } from '../../domain/lag/billing.ts';
import { checkJoin, checkPartners } from '../../domain/lag/join.ts';
import { isMember } from '../../domain/lag/leave.ts';
import { checkMembers, membersMaxOf } from '../../domain/lag/order.ts';
import { billedAtSite, lagMembers } from '../../store/queries/connections.ts';
import type { AccountRow } from '../../store/tables/accounts.ts';
import type { ConnectionRow } from '../../store/tables/connections.ts';
import { type LagRow, lags } from '../../store/tables/lags.ts';
import { joinLag } from '../../work/lag-members.ts';
import { connectionView } from '../connections/views/connection.ts';
import { surroundingsOf } from '../connections/views/surroundings.ts';
import { type Context, operation } from '../operation.ts';
import { callerAccount, partnerStanding, quotasOf, touchAccount } from '../support/account.ts';
import { checkArriving } from './support/arriving.ts';
import { checkLeaves } from './support/leaving.ts';
import { livingConnection, livingLag } from './support/living.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AssociateConnectionWithLag.html */
export default operation('AssociateConnectionWithLag', async (input, ctx) => {
  const row = await livingConnection(ctx, input.connectionId);
  const lag = await livingLag(ctx, input.lagId);
  if (row.lagId === lag.id) return granted(isMember(row.id, lag.id));
  const account = await callerAccount(ctx);
  const members = await lagMembers(ctx.look.reader, lag.id);
  granted(checkJoin(row, lag, ctx.now));
  granted(checkPartners(row, lag, isRegisteredPartner(partnerStanding(ctx, account))));
  const quotas = quotasOf(ctx, account);
  const max = membersMaxOf(quotas, lag.bandwidth);
  granted(checkMembers(max, members.length, 1, lag.bandwidth));
  await checkLeaves(ctx, row);
  await checkArriving(ctx, row, lag, members, quotas);
  const billingMode = await modeOf(ctx, row, lag, members.length === 0, account);

  const target = billingMode === lag.billingMode ? lag : ctx.write.update(lags, lag, { billingMode });
  const { connection } = await joinLag(ctx.work, target, row, billingMode);
  return connectionView(connection, await surroundingsOf(ctx.look.reader, [connection]), ctx.caller.account);
});

/** The mode that the connection has as a member: a change of it is held against its neighbours at the location. */
async function modeOf(
  ctx: Context,
  row: ConnectionRow,
  lag: LagRow,
  empty: boolean,
  account: AccountRow | undefined,
): Promise<string> {
  const mode = granted(memberMode({ ...lag, empty }, row));
  if (mode === row.billingMode) return mode;
  // Two are enough to find another than the connection itself.
  const payAsYouGo = await billedAtSite(ctx.look, row.location, false, 2);
  granted(
    checkNeighbours(
      mode,
      row.location,
      payAsYouGo.filter(({ id }) => id !== row.id),
    ),
  );
  touchAccount(ctx, account);
  return mode;
}
