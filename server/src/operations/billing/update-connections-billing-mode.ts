import { type Around, type Change, changeModes } from '../../domain/billing/change.ts';
import { isFlatRate } from '../../domain/billing/modes.ts';
import { granted } from '../../domain/fault.ts';
import { billedAtSite, lagMembers } from '../../store/queries/connections.ts';
import { location } from '../../store/queries/inventory.ts';
import { ownedLag } from '../../store/queries/lags.ts';
import { type ConnectionRow, connections } from '../../store/tables/connections.ts';
import { lags } from '../../store/tables/lags.ts';
import { connectionView } from '../connections/views/connection.ts';
import { surroundingsOf } from '../connections/views/surroundings.ts';
import { type Context, operation } from '../operation.ts';
import { callerAccount, quotasOf, touchAccount } from '../support/account.ts';
import { offersOf } from '../support/billing.ts';
import { batchOf, distinct } from './support/batch.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_UpdateConnectionsBillingMode.html */
export default operation('UpdateConnectionsBillingMode', async (input, ctx) => {
  const { billingMode } = input;
  const rows = await batchOf(ctx, input.connectionIds);
  const account = await callerAccount(ctx);
  const { billingModeChanges: max } = quotasOf(ctx, account);
  const around = await aroundOf(ctx, rows, isFlatRate(billingMode));
  const batch = rows.map((row) => ({ ...row, changes: JSON.parse(row.billingChanges) as readonly number[] }));
  const changes = granted(changeModes(batch, billingMode, around, ctx.now, max));

  const written = writeChanges(ctx, rows, changes, billingMode);
  for (const id of distinct(written.map(({ lagId }) => lagId))) {
    const lag = await ownedLag(ctx.look, id);
    if (lag !== undefined) ctx.write.update(lags, lag, { billingMode });
  }
  // Orders and other changes at the location compare the same connections.
  touchAccount(ctx, account);
  const after = new Map(written.map((row) => [row.id, row]));
  const answer = rows.map((row) => after.get(row.id) ?? row);
  const surroundings = await surroundingsOf(ctx.look.reader, answer);
  const views = answer.map((row) => connectionView(row, surroundings, ctx.caller.account));
  return { billingMode, connections: views };
});

/** What the rules compare the batch with: at most one row more than the batch of each location. */
async function aroundOf(ctx: Context, rows: readonly ConnectionRow[], flatRate: boolean): Promise<Around> {
  const { reader, region } = ctx.look;
  const codes = distinct(rows.map((row) => row.location));
  const lagIds = distinct(rows.map((row) => row.lagId));
  const [sites, neighbours, members] = await Promise.all([
    Promise.all(codes.map((code) => location(reader, region, code))),
    Promise.all(codes.map((code) => billedAtSite(ctx.look, code, !flatRate, rows.length + 1))),
    Promise.all(lagIds.map((id) => lagMembers(reader, id))),
  ]);
  const offers = sites.map((site) => (site === undefined ? [] : offersOf(site)));
  return {
    offers: new Map(codes.map((code, index) => [code, offers[index] ?? []])),
    neighbours: new Map(codes.map((code, index) => [code, neighbours[index] ?? []])),
    members: new Map(lagIds.map((id, index) => [id, members[index] ?? []])),
  };
}

function writeChanges(
  ctx: Context,
  rows: readonly ConnectionRow[],
  changes: readonly Change[],
  billingMode: string,
): readonly ConnectionRow[] {
  const kept = new Map(changes.map((change) => [change.id, JSON.stringify(change.changes)]));
  return rows.flatMap((row) => {
    const billingChanges = kept.get(row.id);
    if (billingChanges === undefined) return [];
    return [ctx.write.update(connections, row, { billingMode, billingChanges })];
  });
}
