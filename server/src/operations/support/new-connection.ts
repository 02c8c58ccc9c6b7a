import { connectionLifecycle } from '../../domain/connection/lifecycle.ts';
import type { OrderedPort } from '../../domain/connection/order.ts';
import { enter } from '../../domain/lifecycle.ts';
import type { Tag } from '../../model/types.gen.ts';
import type { ConnectionKind, ConnectionRow } from '../../store/tables/connections.ts';
import type { Context } from '../operation.ts';
import type { Place } from './take-port.ts';
import { UNTOUCHED } from './untouched.ts';

export interface NewConnection {
  readonly kind: Exclude<ConnectionKind, 'hosted'>;
  readonly name: string;
  readonly location: string;
  readonly bandwidth: string;
  readonly port: OrderedPort;
  readonly at: Place;
  readonly tags: readonly Tag[];
  readonly billingMode: string;
  readonly lagId?: string | undefined;
}

/** The row of a port that was just ordered: `requested` [M][TUT], waiting for its review. */
export function newConnection(ctx: Context, wanted: NewConnection): ConnectionRow {
  const { caller, now, settings } = ctx;
  const { state, stateSince, dueAt } = enter(connectionLifecycle, 'requested', now, settings.durations);
  return {
    ...UNTOUCHED,
    account: caller.account,
    region: caller.region,
    seq: ctx.newSeq(),
    id: ctx.newId('dxcon'),
    kind: wanted.kind,
    name: wanted.name,
    state,
    stateSince,
    dueAt,
    location: wanted.location,
    bandwidth: wanted.bandwidth,
    lagId: wanted.lagId ?? null,
    deviceId: wanted.at.device,
    portNumber: wanted.at.number,
    parentId: null,
    partnerAccount: null,
    partnerName: null,
    vlan: null,
    providerName: wanted.port.providerName,
    macSec: wanted.port.macSec ? 1 : 0,
    encryptionMode: wanted.port.encryptionMode,
    billingMode: wanted.billingMode,
    tags: JSON.stringify(wanted.tags),
    createdAt: now,
  };
}
