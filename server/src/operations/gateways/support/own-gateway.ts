import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { unknownGateway } from '../../../domain/gateway/refusals.ts';
import { checkId } from '../../../domain/ids.ts';
import { ownedGateway } from '../../../store/queries/gateways.ts';
import { interfacesOfGateway } from '../../../store/queries/virtual-interfaces.ts';
import type { GatewayRow } from '../../../store/tables/gateways.ts';
import type { QueryContext } from '../../operation.ts';
import { gatewayView } from '../views/gateway.ts';

/**
 * A gateway of the caller's that is to be changed; any Region may be called (guesses #56). One that is being deleted looks
 * unknown (GUESS #52).
 *
 * @throws ServiceFault when the id is malformed, or names none
 */
export async function livingGateway(ctx: QueryContext, id: string): Promise<GatewayRow> {
  granted(checkId('DirectConnectGateway', id));
  const row = await ownedGateway(ctx.look, id);
  return row === undefined || hasEnded(row) ? granted(unknownGateway(id)) : row;
}

/** A gateway as an answer shows it, with the prefixes that are allocated on it. */
export async function storedGateway(ctx: QueryContext, row: GatewayRow) {
  const interfaces = await interfacesOfGateway(ctx.look.reader, row.id);
  return gatewayView(
    row,
    interfaces.reduce((total, one) => total + one.prefixCountV4 + one.prefixCountV6, 0),
  );
}
