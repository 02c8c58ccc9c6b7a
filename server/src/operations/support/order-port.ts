import { PAY_AS_YOU_GO } from '../../domain/billing/modes.ts';
import { type BillingOrder, connectionBilling } from '../../domain/billing/order.ts';
import { type OrderedPort, orderPort } from '../../domain/connection/order.ts';
import { granted } from '../../domain/fault.ts';
import { memberMode } from '../../domain/lag/billing.ts';
import { checkQuota } from '../../domain/quota.ts';
import { mergeTags } from '../../domain/tags/rules.ts';
import type { RequestBillingMode, Tag } from '../../model/types.gen.ts';
import { type ActiveConnection, activeAtSite } from '../../store/queries/connections.ts';
import { type ConnectionRow, connections } from '../../store/tables/connections.ts';
import type { LagRow } from '../../store/tables/lags.ts';
import type { Context } from '../operation.ts';
import { callerAccount, quotasOf, touchAccount } from './account.ts';
import { billingOrder } from './billing.ts';
import { newConnection } from './new-connection.ts';
import { joinAsNew, type JoinedLag, lagToJoin } from './order-member.ts';
import { type OrderedSite, portsFor, siteOf } from './site.ts';
import { type Place, takePort } from './take-port.ts';

/** What a port is ordered with: as a connection, or as a partner's interconnect. */
export interface PortRequest {
  readonly kind: 'dedicated' | 'interconnect';
  readonly name: string;
  readonly location: string;
  readonly bandwidth: string;
  readonly lagId?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
  readonly providerName?: string | undefined;
  readonly requestMACSec?: boolean | undefined;
  readonly billingMode?: RequestBillingMode | undefined;
}

/**
 * Orders one port: it is taken at once, and waits as `requested` for its review.
 *
 * @throws ServiceFault when a rule refuses it; then nothing is written
 */
export async function orderNewPort(ctx: Context, request: PortRequest): Promise<ConnectionRow> {
  const account = await callerAccount(ctx);
  const quotas = quotasOf(ctx, account);
  const tags = granted(mergeTags([], request.tags ?? []));
  const joined = await lagToJoin(ctx, request, account);
  const lag = joined?.row;
  const { at, port, bandwidth } = await ordered(ctx, request, lag);
  const { code } = at.row;

  const active = await activeAtSite(ctx.look, code, quotas.connectionsPerLocation);
  granted(checkQuota(quotas.connectionsPerLocation, active.length, 1, `active connections at ${code}`));
  const wish = { asked: request.billingMode, inherited: lag?.billingMode, bandwidth };
  const billed = await billingOrder(ctx, at, wish, active);
  const billingMode = billingModeOf(request, billed, joined);
  const place = await placeFor(ctx, at, port, lag?.deviceId ?? tagged(tags), active);

  const { kind, name } = request;
  const made = { kind, name, location: code, bandwidth, port, at: place, tags, billingMode, lagId: lag?.id };
  const row = newConnection(ctx, made);
  await takePort(ctx, place, port, row.id);
  touchAccount(ctx, account);
  ctx.write.insert(connections, row);
  if (lag !== undefined) await joinAsNew(ctx, lag, row);
  return row;
}

/** A port on the LAG's endpoint [M], or on the device that a tag asks for, else where the account has one already. */
async function placeFor(
  ctx: Context,
  at: OrderedSite,
  port: OrderedPort,
  wanted: string | undefined,
  active: readonly ActiveConnection[],
): Promise<Place> {
  const existing = active.find(({ deviceId }) => deviceId !== null)?.deviceId ?? undefined;
  const { device, numbers, made } = await portsFor(ctx, at, { port, count: 1, wanted, existing });
  return { device, number: numbers[0] ?? 0, made };
}

function tagged(tags: readonly Tag[]): string | undefined {
  return tags.find(({ key }) => key === 'crossconnect:device')?.value;
}

/** Interconnects are pay-as-you-go: flat rate is for dedicated connections [UG26]. */
function billingModeOf({ kind }: PortRequest, billed: BillingOrder, joined: JoinedLag | undefined): string {
  const lag = joined === undefined ? undefined : { ...joined.row, empty: joined.empty };
  if (kind === 'dedicated') return granted(connectionBilling(billed, lag));
  if (lag === undefined) return PAY_AS_YOU_GO;
  return granted(memberMode(lag, { id: 'the new interconnect', kind, billingMode: PAY_AS_YOU_GO }));
}

/**
 * Where the port will be and what it will be. With a LAG the asked place and speed have to exist, and then give way to
 * the LAG's [UG23]: whether there is MACsec, and who patches, is asked of those alone.
 */
async function ordered(
  ctx: Context,
  request: PortRequest,
  lag: LagRow | undefined,
): Promise<{ readonly at: OrderedSite; readonly port: OrderedPort; readonly bandwidth: string }> {
  const asked = await siteOf(ctx, request.location);
  const { bandwidth } = request;
  if (lag === undefined) return { at: asked, port: granted(orderPort(request, asked.site)), bandwidth };
  granted(orderPort({ bandwidth }, asked.site));
  const at = lag.location === asked.row.code ? asked : await siteOf(ctx, lag.location);
  const inherited = granted(orderPort({ ...request, bandwidth: lag.bandwidth }, at.site));
  return { at, port: { ...inherited, encryptionMode: lag.encryptionMode }, bandwidth: lag.bandwidth };
}
