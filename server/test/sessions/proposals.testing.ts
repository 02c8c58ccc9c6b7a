import {
  CreateDirectConnectGatewayAssociationProposalCommand,
  DescribeDirectConnectGatewayAssociationProposalsCommand,
  DescribeDirectConnectGatewayAssociationsCommand,
  type DirectConnectClient,
  type DirectConnectGatewayAssociation,
  type DirectConnectGatewayAssociationProposal,
} from '@aws-sdk/client-direct-connect';
import { cidrs } from '../support/gateways.ts';

/** The association with a transit gateway, as somebody sees it. */
export async function associationWith(
  client: DirectConnectClient,
  associatedGatewayId: string,
): Promise<DirectConnectGatewayAssociation> {
  const { directConnectGatewayAssociations } = await client.send(
    new DescribeDirectConnectGatewayAssociationsCommand({ associatedGatewayId }),
  );
  return directConnectGatewayAssociations?.[0] ?? {};
}

/** The proposals about a transit gateway, as somebody sees them. */
export async function proposalsWith(
  client: DirectConnectClient,
  associatedGatewayId: string,
): Promise<readonly DirectConnectGatewayAssociationProposal[]> {
  const { directConnectGatewayAssociationProposals } = await client.send(
    new DescribeDirectConnectGatewayAssociationProposalsCommand({ associatedGatewayId }),
  );
  return directConnectGatewayAssociationProposals ?? [];
}

/** What the owner of a transit gateway proposes to the owner of a Direct Connect gateway. */
export async function proposed(
  client: DirectConnectClient,
  to: { readonly gateway: string; readonly owner: string; readonly tgw: string },
  add: readonly string[],
  remove: readonly string[],
): Promise<DirectConnectGatewayAssociationProposal> {
  const { directConnectGatewayAssociationProposal: proposal } = await client.send(
    new CreateDirectConnectGatewayAssociationProposalCommand({
      directConnectGatewayId: to.gateway,
      directConnectGatewayOwnerAccount: to.owner,
      gatewayId: to.tgw,
      addAllowedPrefixesToDirectConnectGateway: cidrs(...add),
      removeAllowedPrefixesToDirectConnectGateway: cidrs(...remove),
    }),
  );
  return proposal ?? {};
}
