import type { DirectConnectGateway, Tag } from '../../../model/types.gen.ts';
import type { GatewayRow } from '../../../store/tables/gateways.ts';

/**
 * A Direct Connect gateway on the wire (fidelity 1.18).
 *
 * @param allocated prefixes that its virtual interfaces have allocated, both families together [UG26]
 */
export function gatewayView(row: GatewayRow, allocated: number): DirectConnectGateway {
  return {
    directConnectGatewayId: row.id,
    directConnectGatewayName: row.name,
    amazonSideAsn: row.amazonSideAsn,
    ownerAccount: row.account,
    directConnectGatewayState: row.state,
    // Left out unless it is set: a live gateway of 2023 had none.
    ...(row.stateChangeError === null ? {} : { stateChangeError: row.stateChangeError }),
    totalPrefixPoolAllocations: allocated,
    tags: JSON.parse(row.tags) as readonly Tag[],
  };
}
