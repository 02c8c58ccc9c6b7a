import { granted } from '../../../domain/fault.ts';
import { unknownGateway } from '../../../domain/gateway/refusals.ts';
import { checkId } from '../../../domain/ids.ts';
import type { Quotas } from '../../../domain/quota.ts';
import {
  type Attaching,
  checkAttaching,
  checkOneGateway,
  checkReady,
} from '../../../domain/virtual-interface/gateway.ts';
import { associationsOf, ownedGateway } from '../../../store/queries/gateways.ts';
import { interfacesOfGateway } from '../../../store/queries/virtual-interfaces.ts';
import { cloudGateways } from '../../../store/tables/cloud-gateways.ts';
import { gateways } from '../../../store/tables/gateways.ts';
import type { Context } from '../../operation.ts';
import { usableGateway } from '../../support/cloud-gateway.ts';

/** Where a virtual interface leads, and the AS number on Amazon's side that follows from it. */
export interface Reached {
  readonly virtualGatewayId: string | null;
  readonly directConnectGatewayId: string | null;
  readonly amazonSideAsn: number;
}

/** The same, and what is asked last: a gateway that is not ready hides no fault of the request. */
interface Reaching {
  readonly reached: Reached;
  /** @throws ServiceFault when it takes nothing now */
  readonly whenReady: () => void;
}

/** Ids as a request gives them. */
export interface GatewayWish {
  readonly virtualGatewayId?: string | undefined;
  readonly directConnectGatewayId?: string | undefined;
}

/**
 * The gateway that a private or transit virtual interface of the caller's is to lead to.
 *
 * @throws ServiceFault when there is not exactly one, the caller has none of that id, or it takes no such interface
 */
export async function reachedGateway(
  ctx: Context,
  attaching: Attaching,
  { virtualGatewayId, directConnectGatewayId }: GatewayWish,
  quotas: Quotas,
): Promise<Reaching> {
  // A transit one has a Direct Connect gateway alone [M].
  const isPrivate = attaching.kind === 'private';
  if (isPrivate) granted(checkOneGateway(virtualGatewayId, directConnectGatewayId));
  if (isPrivate && virtualGatewayId !== undefined) {
    // Virtual interfaces per virtual private gateway are not limited [UG26].
    const row = await usableGateway(ctx, virtualGatewayId, 'virtualPrivateGateway');
    // They are not counted, but who deletes it, declares it anew or shares it no longer at this moment has looked for them.
    ctx.write.touch(cloudGateways, row);
    const reached = { virtualGatewayId, directConnectGatewayId: null, amazonSideAsn: row.amazonSideAsn };
    return { reached, whenReady: () => {} };
  }
  const id = directConnectGatewayId ?? '';
  granted(checkId('DirectConnectGateway', id));
  const row = await ownedGateway(ctx.look, id);
  if (row === undefined) return granted(unknownGateway(id));
  const { reader } = ctx.look;
  const [interfaces, associations] = await Promise.all([
    interfacesOfGateway(reader, id),
    associationsOf(reader, id),
  ]);
  const associated = associations.map(({ associatedType }) => associatedType);
  granted(checkAttaching(attaching, { ...row, interfaces, associated }, quotas));
  ctx.write.touch(gateways, row);
  const reached = { virtualGatewayId: null, directConnectGatewayId: id, amazonSideAsn: row.amazonSideAsn };
  return { reached, whenReady: () => granted(checkReady(row)) };
}
