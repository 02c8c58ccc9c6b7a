import { granted } from '../../../domain/fault.ts';
import { checkAssociating } from '../../../domain/gateway/associate.ts';
import { associationLifecycle } from '../../../domain/gateway/lifecycle.ts';
import { enter } from '../../../domain/lifecycle.ts';
import { uuidOf } from '../../../domain/uuid.ts';
import { associationsWith } from '../../../store/queries/gateways.ts';
import { interfacesOfGateway } from '../../../store/queries/virtual-interfaces.ts';
import { type CloudGatewayRow, cloudGateways } from '../../../store/tables/cloud-gateways.ts';
import {
  type AssociationRow,
  associations,
  type GatewayRow,
  gateways,
} from '../../../store/tables/gateways.ts';
import type { Context } from '../../operation.ts';
import { callerAccount, quotasOf } from '../../support/account.ts';
import { associable, associatedWith } from '../../../work/associations-around.ts';

const UUID_BYTES = 16;

/**
 * Associates a Direct Connect gateway of the caller's with another gateway. What is on both is counted and compared, so
 * both are touched.
 *
 * @throws ServiceFault when a rule refuses it
 */
export async function associate(
  ctx: Context,
  gateway: GatewayRow,
  other: CloudGatewayRow,
  prefixes: readonly string[],
): Promise<AssociationRow> {
  const { reader } = ctx.look;
  const [interfaces, around, elsewhere, account] = await Promise.all([
    interfacesOfGateway(reader, gateway.id),
    associatedWith(reader, gateway.id),
    associationsWith(reader, other.id),
    callerAccount(ctx),
  ]);
  const wanted = {
    gateway: { ...gateway, interfaces, associations: around },
    other: associable(other),
    elsewhere: elsewhere.map(({ directConnectGatewayId }) => directConnectGatewayId),
    prefixes,
  };
  granted(checkAssociating(wanted, quotasOf(ctx, account)));
  ctx.write.touch(gateways, gateway);
  ctx.write.touch(cloudGateways, other);
  const row = associationRow(ctx, gateway, other, prefixes);
  ctx.write.insert(associations, row);
  return row;
}

function associationRow(
  ctx: Context,
  gateway: GatewayRow,
  other: CloudGatewayRow,
  prefixes: readonly string[],
): AssociationRow {
  return {
    directConnectGatewayId: gateway.id,
    seq: ctx.newSeq(),
    id: uuidOf(ctx.random(UUID_BYTES)),
    gatewayAccount: gateway.account,
    ...enter(associationLifecycle, 'associating', ctx.now, ctx.settings.durations),
    stateChangeError: null,
    associatedId: other.id,
    associatedType: other.kind,
    associatedAccount: other.account,
    associatedRegion: other.region,
    allowedPrefixes: JSON.stringify(prefixes),
    prefixTimes: '[]',
    createdAt: ctx.now,
    revision: 1,
  };
}
