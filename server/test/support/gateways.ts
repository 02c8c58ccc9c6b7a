import { randomBytes } from 'node:crypto';
import type {
  CreateDirectConnectGatewayRequest,
  DirectConnectGateway,
  DirectConnectGatewayAssociation,
  DirectConnectGatewayAssociationProposal,
} from '../../src/model/types.gen.ts';
import type { TestServer } from './server.ts';
import type { CallOptions } from './signed-call.ts';

/** A transit gateway that nobody has named before: the lab takes it as it comes, and as the caller's. */
export function newTgw(): string {
  return `tgw-${randomBytes(9).toString('hex').slice(0, 17)}`;
}

/** Prefixes as requests and answers write them. */
export const cidrs = (...prefixes: readonly string[]) => prefixes.map((cidr) => ({ cidr }));

type Shown = DirectConnectGateway & Required<Pick<DirectConnectGateway, 'directConnectGatewayId'>>;

/** A Direct Connect gateway, as the answer shows it. */
export async function createGateway(
  server: TestServer,
  caller: CallOptions,
  wish: Partial<CreateDirectConnectGatewayRequest> = {},
): Promise<Shown> {
  const { directConnectGateway: made } = await server.call(
    'CreateDirectConnectGateway',
    { directConnectGatewayName: 'gateway', ...wish },
    caller,
  );
  if (made?.directConnectGatewayId === undefined) throw new Error('a gateway lacks its id');
  return { ...made, directConnectGatewayId: made.directConnectGatewayId };
}

/** The id of a Direct Connect gateway that is available. */
export async function readyGateway(
  server: TestServer,
  caller: CallOptions,
  wish: Partial<CreateDirectConnectGatewayRequest> = {},
): Promise<string> {
  const { directConnectGatewayId } = await createGateway(server, caller, wish);
  await server.settle();
  return directConnectGatewayId;
}

/** A gateway as its owner sees it now; undefined when it is gone. */
export async function gatewayNow(
  server: TestServer,
  caller: CallOptions,
  directConnectGatewayId: string,
): Promise<DirectConnectGateway | undefined> {
  const { directConnectGateways: [found] = [] } = await server.call(
    'DescribeDirectConnectGateways',
    { directConnectGatewayId },
    caller,
  );
  return found;
}

/** Associates, and gives the answer's association. */
export async function associate(
  server: TestServer,
  caller: CallOptions,
  directConnectGatewayId: string,
  gatewayId: string,
  prefixes: readonly string[] = [],
): Promise<DirectConnectGatewayAssociation & { readonly associationId: string }> {
  const { directConnectGatewayAssociation: made } = await server.call(
    'CreateDirectConnectGatewayAssociation',
    {
      directConnectGatewayId,
      gatewayId,
      ...(prefixes.length === 0 ? {} : { addAllowedPrefixesToDirectConnectGateway: cidrs(...prefixes) }),
    },
    caller,
  );
  if (made?.associationId === undefined) throw new Error('an association lacks its id');
  return { ...made, associationId: made.associationId };
}

/** What the caller sees of the associations of a gateway. */
export async function associationsOf(
  server: TestServer,
  caller: CallOptions,
  directConnectGatewayId: string,
): Promise<readonly DirectConnectGatewayAssociation[]> {
  const { directConnectGatewayAssociations = [] } = await server.call(
    'DescribeDirectConnectGatewayAssociations',
    { directConnectGatewayId },
    caller,
  );
  return directConnectGatewayAssociations;
}

/** Lets a change of an association come to its end, also where it takes a second (`fast`). */
export async function settleAssociations(server: TestServer): Promise<void> {
  await server.settle();
  await server.operator('POST', '/clock/advance', { by: '1s' });
  await server.settle();
}

/** Proposes an association with a gateway of the caller's to the owner of a Direct Connect gateway. */
export async function propose(
  server: TestServer,
  caller: CallOptions,
  to: { readonly directConnectGatewayId: string; readonly directConnectGatewayOwnerAccount: string },
  gatewayId: string,
  prefixes: { readonly add?: readonly string[]; readonly remove?: readonly string[] } = {},
): Promise<DirectConnectGatewayAssociationProposal & { readonly proposalId: string }> {
  const { add = [], remove = [] } = prefixes;
  const { directConnectGatewayAssociationProposal: made } = await server.call(
    'CreateDirectConnectGatewayAssociationProposal',
    {
      ...to,
      gatewayId,
      addAllowedPrefixesToDirectConnectGateway: cidrs(...add),
      removeAllowedPrefixesToDirectConnectGateway: cidrs(...remove),
    },
    caller,
  );
  if (made?.proposalId === undefined) throw new Error('a proposal lacks its id');
  return { ...made, proposalId: made.proposalId };
}
