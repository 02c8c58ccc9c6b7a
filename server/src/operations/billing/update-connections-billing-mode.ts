import { type Around, type Change, changeModes } from '../../domain/billing/change.ts';
import { isFlatRate } from '../../domain/billing/modes.ts';
import { granted } from '../../domain/fault.ts';
import { billedAtSite, lagMembers } from '../../store/queries/connections.ts';
import { location } from '../../store/queries/inventory.ts';
import { ownedLag } from '../../store/queries/lags.ts';
import { type ConnectionRow, connections } from '../../store/tables/connections.ts';
import { type LagRow, lags } from '../../store/tables/lags.ts';
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
  const lagRows = await lagsOf(ctx, rows);
  const around = await aroundOf(ctx, rows, lagRows, isFlatRate(billingMode));
  const batch = rows.map((row) => ({ ...row, changes: JSON.parse(row.billingChanges) as readonly number[] }));
  const changes = granted(changeModes(batch, billingMode, around, ctx.now, max));

  const written = writeChanges(ctx, rows, changes, billingMode);
  const changedLags = new Set(written.map(({ lagId }) => lagId));
  for (const lag of lagRows) if (changedLags.has(lag.id)) ctx.write.update(lags, lag, { billingMode });
  // Orders and other changes at the location compare the same connections.
  touchAccount(ctx, account);
  const after = new Map(written.map((row) => [row.id, row]));
  const answer = rows.map((row) => after.get(row.id) ?? row);
  const surroundings = await surroundingsOf(ctx.look.reader, answer);
  const views = answer.map((row) => connectionView(row, surroundings, ctx.caller.account));
  return { billingMode, connections: views };
});

async function lagsOf(ctx: Context, rows: readonly ConnectionRow[]): Promise<readonly LagRow[]> {
  const found = distinct(rows.map(({ lagId }) => lagId)).map((id) => ownedLag(ctx.look, id));
  return (await Promise.all(found)).filter((row) => row !== undefined);
}

/** What the rules compare the batch with: at most one row more than the batch of each location. */
async function aroundOf(
  ctx: Context,
  rows: readonly ConnectionRow[],
  lagRows: readonly LagRow[],
  flatRate: boolean,
): Promise<Around> {
  const { reader, region } = ctx.look;
  const codes = distinct(rows.map((row) => row.location));
  // Only a change between the two kinds can mix a location; elsewhere the other kind would be looked for in vain.
  const turning = distinct(
    rows.filter((row) => isFlatRate(row.billingMode) !== flatRate).map((row) => row.location),
  );
  const [sites, neighbours, members] = await Promise.all([
    Promise.all(codes.map((code) => location(reader, region, code))),
    Promise.all(turning.map((code) => billedAtSite(ctx.look, code, !flatRate, rows.length + 1))),
    Promise.all(lagRows.map(({ id }) => lagMembers(reader, id))),
  ]);
  const offers = sites.map((site) => (site === undefined ? [] : offersOf(site)));
  return {
    offers: new Map(codes.map((code, index) => [code, offers[index] ?? []])),
    neighbours: new Map(turning.map((code, index) => [code, neighbours[index] ?? []])),
    members: new Map(lagRows.map(({ id }, index) => [id, members[index] ?? []])),
    partnerLags: new Set(lagRows.filter(({ allowsHosted }) => allowsHosted === 1).map(({ id }) => id)),
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
