// The calls of the Terraform provider's resources of gateways in their order, with its waiters [TF]; boto3 makes them.
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { cidrs } from '../support/gateways.ts';
import { newVgw } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import { type BotoClient, useBoto } from './boto.testing.ts';
import { destroyGateway, findGateway, newGateway } from './terraform-gateways.testing.ts';
import { byText, waitForState } from './waiter.testing.ts';

const server = useServer({ process: true, flags: ['--lifecycle', 'fast'] });
const boto = useBoto(server);
const account = newAccount();
let dx: BotoClient;

beforeAll(() => {
  dx = boto({ account });
});

type Key =
  | { readonly associationId: string }
  | { directConnectGatewayId: string; associatedGatewayId: string };

async function findAssociation(by: BotoClient, key: Key) {
  const answer = await by.call('DescribeDirectConnectGatewayAssociations', key);
  const [found, ...more] = answer.directConnectGatewayAssociations ?? [];
  expect(more).toEqual([]);
  return found?.associationState === 'disassociated' ? undefined : found;
}
const prefixesOf = async (by: BotoClient, key: Key) =>
  ((await findAssociation(by, key))?.allowedPrefixesToDirectConnectGateway ?? [])
    .map(({ cidr }) => cidr)
    .toSorted(byText);
const waitForAssociation = (by: BotoClient, associationId: string, pending: string, target: string) =>
  waitForState(async () => (await findAssociation(by, { associationId }))?.associationState, {
    pending: [pending],
    target: [target],
  });

describe.concurrent('Terraform', () => {
  test('aws_dx_gateway: created, refreshed without a difference, renamed, destroyed', async () => {
    const id = await newGateway(dx, 4_200_000_012);
    const read = { directConnectGatewayName: 'tf-acc', amazonSideAsn: 4_200_000_012, ownerAccount: account };
    expect(await findGateway(dx, id)).toMatchObject(read);
    const rename = { directConnectGatewayId: id, newDirectConnectGatewayName: 'tf-acc-2' };
    await dx.call('UpdateDirectConnectGateway', rename);
    expect(await findGateway(dx, id)).toMatchObject({ ...read, directConnectGatewayName: 'tf-acc-2' });
    await destroyGateway(dx, id);
    // A second destroy reads this text.
    await expect(dx.call('DeleteDirectConnectGateway', { directConnectGatewayId: id })).rejects.toThrow(
      'does not exist',
    );
  });

  test.for(['vgw', 'tgw'])('aws_dx_gateway_association with a %s', async (type) => {
    const directConnectGatewayId = await newGateway(dx, 64_515);
    const gatewayId = newVgw().replace('vgw', type);
    const { directConnectGatewayAssociation } = await dx.call('CreateDirectConnectGatewayAssociation', {
      directConnectGatewayId,
      gatewayId,
      addAllowedPrefixesToDirectConnectGateway: cidrs('10.255.255.0/30', '10.255.255.8/30'),
    });
    const { associationId = '' } = directConnectGatewayAssociation ?? {};
    await waitForAssociation(dx, associationId, 'associating', 'associated');
    expect(await findAssociation(dx, { associationId })).toMatchObject({
      associatedGateway: {
        id: gatewayId,
        ownerAccount: account,
        type: type === 'vgw' ? 'virtualPrivateGateway' : 'transitGateway',
      },
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: account,
    });
    expect(await prefixesOf(dx, { associationId })).toEqual(['10.255.255.0/30', '10.255.255.8/30']);
    await dx.call('UpdateDirectConnectGatewayAssociation', {
      associationId,
      addAllowedPrefixesToDirectConnectGateway: cidrs('10.255.255.16/29'),
      removeAllowedPrefixesToDirectConnectGateway: cidrs('10.255.255.0/30'),
    });
    await waitForAssociation(dx, associationId, 'updating', 'associated');
    // As an import finds it.
    const pair = { directConnectGatewayId, associatedGatewayId: gatewayId };
    expect(await findAssociation(dx, pair)).toMatchObject({ associationId });
    expect(await prefixesOf(dx, pair)).toEqual(['10.255.255.16/29', '10.255.255.8/30']);
    await dx.call('DeleteDirectConnectGatewayAssociation', { associationId });
    await waitForAssociation(dx, associationId, 'disassociating', 'not found');
    await expect(dx.call('DeleteDirectConnectGatewayAssociation', { associationId })).rejects.toThrow(
      'does not exist',
    );
    await destroyGateway(dx, directConnectGatewayId);
  });

  test('aws_dx_gateway_association_proposal, accepted with other prefixes by an aws_dx_gateway_association', async () => {
    const other = newAccount();
    const owner = boto({ account: other });
    const directConnectGatewayId = await newGateway(owner, 64_516);
    const gatewayId = newVgw();
    const { directConnectGatewayAssociationProposal: made } = await dx.call(
      'CreateDirectConnectGatewayAssociationProposal',
      {
        directConnectGatewayId,
        directConnectGatewayOwnerAccount: other,
        gatewayId,
        addAllowedPrefixesToDirectConnectGateway: cidrs('10.255.255.0/30'),
      },
    );
    const proposalId = made?.proposalId ?? '';
    const find = async () => {
      const answer = await dx.call('DescribeDirectConnectGatewayAssociationProposals', { proposalId });
      const [found, ...more] = answer.directConnectGatewayAssociationProposals ?? [];
      expect(more).toEqual([]);
      return found?.proposalState === 'deleted' ? undefined : found;
    };
    const read = {
      associatedGateway: { id: gatewayId, ownerAccount: account, type: 'virtualPrivateGateway' },
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: other,
    };
    expect(await find()).toMatchObject({
      ...read,
      proposalState: 'requested',
      requestedAllowedPrefixesToDirectConnectGateway: cidrs('10.255.255.0/30'),
    });
    const { directConnectGatewayAssociation } = await owner.call(
      'AcceptDirectConnectGatewayAssociationProposal',
      {
        associatedGatewayOwnerAccount: account,
        directConnectGatewayId,
        proposalId,
        overrideAllowedPrefixesToDirectConnectGateway: cidrs('10.255.255.8/29'),
      },
    );
    const { associationId = '' } = directConnectGatewayAssociation ?? {};
    await waitForAssociation(owner, associationId, 'associating', 'associated');
    expect(await findAssociation(owner, { associationId })).toMatchObject(read);
    expect(await prefixesOf(owner, { associationId })).toEqual(['10.255.255.8/29']);
    expect(await find()).toMatchObject({ ...read, proposalState: 'accepted' });

    await owner.call('DeleteDirectConnectGatewayAssociation', { associationId });
    await waitForAssociation(owner, associationId, 'disassociating', 'not found');
    await destroyGateway(owner, directConnectGatewayId);
    const unknown = { proposalId: '8e12ee05-fe7a-498a-804d-1425caff2016' };
    await expect(dx.call('DeleteDirectConnectGatewayAssociationProposal', unknown)).rejects.toThrow(
      'is not found',
    );
  });
});
