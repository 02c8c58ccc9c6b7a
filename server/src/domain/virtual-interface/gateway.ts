import { otherTypeOn } from '../gateway/one-type.ts';
import { takesMore, wrongState } from '../gateway/refusals.ts';
import { checkQuota, type Quotas } from '../quota.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceKind } from './kind.ts';

/** A Direct Connect gateway, as a virtual interface sees it that is to be attached. */
export interface CarryingGateway {
  readonly id: string;
  readonly interfaces: readonly {
    readonly kind: VirtualInterfaceKind;
    readonly prefixCountV4: number;
    readonly prefixCountV6: number;
  }[];
  /** Types of the gateways that it is associated with. */
  readonly associated: readonly ('virtualPrivateGateway' | 'transitGateway')[];
}

/** What is to be attached. */
export interface Attaching {
  readonly kind: 'private' | 'transit';
  readonly prefixCountV4: number;
  readonly prefixCountV6: number;
}

/** A private virtual interface has one gateway: exactly one of the two [TF]. */
export function checkOneGateway(
  virtualGatewayId: string | undefined,
  directConnectGatewayId: string | undefined,
): Refusal | undefined {
  const given = [virtualGatewayId, directConnectGatewayId].filter((id) => id !== undefined).length;
  // Text unknown (GUESS #1).
  return given === 1 ? undefined : refuse('Give one of virtualGatewayId and directConnectGatewayId');
}

/** Whether a Direct Connect gateway takes one more virtual interface of this type (fidelity 1.5, 5, 11.1). */
export function checkAttaching(
  attaching: Attaching,
  gateway: CarryingGateway,
  quotas: Quotas,
): Refusal | undefined {
  const { interfaces } = gateway;
  return (
    checkOneType(attaching.kind, gateway) ??
    checkQuota(
      quotas.interfacesPerGateway,
      interfaces.length,
      1,
      `virtual interfaces on a Direct Connect gateway`,
    ) ??
    checkGatewayPool(attaching, gateway, quotas.prefixPoolPerGateway)
  );
}

/**
 * Whether a Direct Connect gateway takes one, in the states in which it takes associations (GUESS); asked last, so that it
 * hides no fault of the request (GUESS).
 */
export function checkReady(gateway: { readonly id: string; readonly state: string }): Refusal | undefined {
  return takesMore(gateway) ? undefined : wrongState('Direct Connect Gateway', gateway.id, gateway.state);
}

/** A gateway carries private ones and virtual private gateways, or transit ones and transit gateways [UG23]. */
function checkOneType(kind: Attaching['kind'], { id, interfaces, associated }: CarryingGateway) {
  const has = otherTypeOn(kind, interfaces, associated);
  if (has === undefined) return undefined;
  // Refused [UG23]; the text is a GUESS.
  return refuse(`Direct Connect Gateway ${id} has ${has}: it cannot have a ${kind} virtual interface`);
}

/**
 * A gateway takes in so many prefixes over all its interfaces and both families; checked when one is attached [UG26], and
 * when one is to have more (GUESS).
 */
export function checkGatewayPool(
  { prefixCountV4, prefixCountV6 }: Pick<Attaching, 'prefixCountV4' | 'prefixCountV6'>,
  { id, interfaces }: Pick<CarryingGateway, 'id' | 'interfaces'>,
  max: number,
): Refusal | undefined {
  const taken = interfaces.reduce((total, one) => total + one.prefixCountV4 + one.prefixCountV6, 0);
  const wanted = prefixCountV4 + prefixCountV6;
  if (taken + wanted <= max) return undefined;
  // Refused [UG26]; the text is a GUESS.
  return refuse(
    `Direct Connect Gateway ${id} has ${Math.max(0, max - taken)} of ${max} prefixes unallocated: ${wanted} do not fit`,
  );
}
