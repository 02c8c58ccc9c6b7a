import { textsIn } from '../../../domain/texts-in.ts';
import type {
  AssociatedGateway,
  DirectConnectGatewayAssociation,
  RouteFilterPrefix,
} from '../../../model/types.gen.ts';
import type { AssociationRow } from '../../../store/tables/gateways.ts';

/** An association on the wire (fidelity 1.8, 1.18). */
export function associationView(row: AssociationRow): DirectConnectGatewayAssociation {
  return {
    directConnectGatewayId: row.directConnectGatewayId,
    directConnectGatewayOwnerAccount: row.gatewayAccount,
    associationState: row.state,
    ...(row.stateChangeError === null ? {} : { stateChangeError: row.stateChangeError }),
    associatedGateway: associatedView(row),
    associationId: row.id,
    allowedPrefixesToDirectConnectGateway: prefixesView(row.allowedPrefixes),
    ...(row.associatedType === 'virtualPrivateGateway' ? olderMembers(row) : {}),
  };
}

/** The gateway at the other end. */
export function associatedView(
  row: Pick<AssociationRow, 'associatedId' | 'associatedType' | 'associatedAccount' | 'associatedRegion'>,
): AssociatedGateway {
  return {
    id: row.associatedId,
    type: row.associatedType,
    ownerAccount: row.associatedAccount,
    region: row.associatedRegion,
  };
}

/** @param prefixes JSON list */
export function prefixesView(prefixes: string): readonly RouteFilterPrefix[] {
  return textsIn(prefixes).map((cidr) => ({ cidr }));
}

/** Those that came before `associatedGateway` [CLI][ANS]; a transit gateway has none (GUESS #41). */
function olderMembers(row: AssociationRow): Partial<DirectConnectGatewayAssociation> {
  return {
    virtualGatewayId: row.associatedId,
    virtualGatewayRegion: row.associatedRegion,
    virtualGatewayOwnerAccount: row.associatedAccount,
  };
}
