import type { DirectConnectGatewayAssociationProposal } from '../../../model/types.gen.ts';
import type { ProposalRow } from '../../../store/tables/gateways.ts';
import { associatedView, prefixesView } from './association.ts';

/** A proposal on the wire (fidelity 1.9, 1.18). */
export function proposalView(row: ProposalRow): DirectConnectGatewayAssociationProposal {
  return {
    proposalId: row.id,
    directConnectGatewayId: row.directConnectGatewayId,
    directConnectGatewayOwnerAccount: row.gatewayAccount,
    proposalState: row.state,
    associatedGateway: associatedView(row),
    // Of a pair that was associated already: what the proposal would change [UG23].
    ...(row.existingPrefixes === null
      ? {}
      : { existingAllowedPrefixesToDirectConnectGateway: prefixesView(row.existingPrefixes) }),
    requestedAllowedPrefixesToDirectConnectGateway: prefixesView(row.requestedPrefixes),
  };
}
