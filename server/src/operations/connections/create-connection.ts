import { connectionBilling } from '../../domain/billing/order.ts';
import { orderPort } from '../../domain/connection/order.ts';
import { granted } from '../../domain/fault.ts';
import { checkQuota } from '../../domain/quota.ts';
import { mergeTags } from '../../domain/tags/rules.ts';
import { activeAtSite } from '../../store/queries/connections.ts';
import { connections } from '../../store/tables/connections.ts';
import { operation } from '../operation.ts';
import { callerAccount, quotasOf, touchAccount } from '../support/account.ts';
import { billingOrder } from '../support/billing.ts';
import { newConnection } from '../support/new-connection.ts';
import { portsFor, siteOf } from '../support/site.ts';
import { takePort } from '../support/take-port.ts';
import { connectionView } from './views/connection.ts';
import { ALONE } from './views/surroundings.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateConnection.html */
export default operation('CreateConnection', async (input, ctx) => {
  const at = await siteOf(ctx, input.location);
  const account = await callerAccount(ctx);
  const quotas = quotasOf(ctx, account);
  const tags = granted(mergeTags([], input.tags ?? []));
  const port = granted(orderPort(input, at.site));

  // Enough of them to count up to the quota, and one to know the device of.
  const active = await activeAtSite(
    ctx.look,
    at.row.code,
    Math.min(quotas.connectionsPerLocation + 1, 1_000),
  );
  granted(
    checkQuota(quotas.connectionsPerLocation, active.length, 1, `active connections at ${at.row.code}`),
  );
  const asked = { asked: input.billingMode, bandwidth: input.bandwidth };
  const billingMode = granted(connectionBilling(billingOrder(at, asked, active)));
  const wanted = tags.find(({ key }) => key === 'crossconnect:device')?.value;
  const existing = active.find(({ deviceId }) => deviceId !== null)?.deviceId ?? undefined;
  const chosen = await portsFor(ctx, at, { port, count: 1, wanted, existing });

  const place = { device: chosen.device, number: chosen.numbers[0] ?? 0, made: chosen.made };
  const row = newConnection(ctx, {
    kind: 'dedicated',
    name: input.connectionName,
    location: at.row.code,
    bandwidth: input.bandwidth,
    port,
    at: place,
    tags,
    billingMode,
  });
  await takePort(ctx, place, port, row.id);
  touchAccount(ctx, account);
  ctx.write.insert(connections, row);
  return connectionView(row, ALONE, ctx.caller.account);
});
