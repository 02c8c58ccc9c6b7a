import type { OrderedPort } from '../../../domain/connection/order.ts';
import type { ChosenPorts } from '../../../domain/inventory/choose-port.ts';
import { lagLifecycle } from '../../../domain/lag/lifecycle.ts';
import { memberName } from '../../../domain/lag/order.ts';
import { enter } from '../../../domain/lifecycle.ts';
import type { Tag } from '../../../model/types.gen.ts';
import { type ConnectionRow, connections } from '../../../store/tables/connections.ts';
import type { LagRow } from '../../../store/tables/lags.ts';
import type { Context } from '../../operation.ts';
import { newConnection } from '../../support/new-connection.ts';
import { takePort } from '../../support/take-port.ts';

export interface NewLag {
  readonly name: string;
  readonly location: string;
  readonly deviceId: string;
  readonly bandwidth: string;
  readonly port: OrderedPort;
  readonly allowsHosted: boolean;
  readonly billingMode: string;
  readonly tags: readonly Tag[];
}

/** The row of a LAG that was just ordered: `pending` [ANS][CLI], with a minimum of 0 [CLI]. */
export function newLag(ctx: Context, wanted: NewLag): LagRow {
  const { caller, now, settings } = ctx;
  return {
    account: caller.account,
    region: caller.region,
    seq: ctx.newSeq(),
    id: ctx.newId('dxlag'),
    name: wanted.name,
    ...enter(lagLifecycle, 'pending', now, settings.durations),
    location: wanted.location,
    deviceId: wanted.deviceId,
    bandwidth: wanted.bandwidth,
    minimumLinks: 0,
    allowsHosted: wanted.allowsHosted ? 1 : 0,
    providerName: wanted.port.providerName,
    macSec: wanted.port.macSec ? 1 : 0,
    encryptionMode: wanted.port.encryptionMode,
    billingMode: wanted.billingMode,
    tags: JSON.stringify(wanted.tags),
    createdAt: now,
    revision: 1,
  };
}

/**
 * Orders the new members of a LAG. They are connections, a partner's too: as interconnects they stand alone once they
 * have left it [M].
 */
export async function orderMembers(
  ctx: Context,
  lag: LagRow,
  port: OrderedPort,
  chosen: ChosenPorts,
  tags: readonly Tag[],
): Promise<readonly ConnectionRow[]> {
  const members: ConnectionRow[] = [];
  for (const [index, number] of chosen.numbers.entries()) {
    const at = { device: chosen.device, number, made: chosen.made };
    const { location, bandwidth, billingMode, id: lagId } = lag;
    const name = memberName(index + 1, lagId);
    const row = newConnection(ctx, {
      kind: 'dedicated',
      name,
      location,
      bandwidth,
      port,
      at,
      tags,
      billingMode,
      lagId,
    });
    await takePort(ctx, at, port, row.id);
    ctx.write.insert(connections, row);
    members.push(row);
  }
  return members;
}
