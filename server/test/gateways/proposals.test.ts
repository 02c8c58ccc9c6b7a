// Associations across accounts: who proposes, who accepts, and what becomes of proposals.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import {
  associate,
  associationsOf,
  cidrs,
  newTgw,
  propose,
  readyGateway,
  settleAssociations,
} from '../support/gateways.ts';
import { newVgw } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import { NOWHERE, refused } from './gateway.testing.ts';

const server = useServer();
/** Owner of the Direct Connect gateway, and owner of the other one. */
let owner = { account: '', region: 'us-east-1' };
let other = { account: '', region: 'us-east-1' };
let to = { directConnectGatewayId: '', directConnectGatewayOwnerAccount: '' };

beforeEach(async () => {
  owner = { account: newAccount(), region: 'us-east-1' };
  other = { account: newAccount(), region: 'us-east-1' };
  to = {
    directConnectGatewayId: await readyGateway(server, owner),
    directConnectGatewayOwnerAccount: owner.account,
  };
});

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;

async function accept(proposalId: string, override: readonly string[] = [], caller = owner) {
  const { directConnectGatewayAssociation } = await server.call(
    'AcceptDirectConnectGatewayAssociationProposal',
    {
      directConnectGatewayId: to.directConnectGatewayId,
      proposalId,
      associatedGatewayOwnerAccount: other.account,
      overrideAllowedPrefixesToDirectConnectGateway: cidrs(...override),
    },
    caller,
  );
  return directConnectGatewayAssociation;
}

const remove = (proposalId: string, caller = owner) =>
  server.call('DeleteDirectConnectGatewayAssociationProposal', { proposalId }, caller);

async function seen(caller: typeof owner, wish: object = {}) {
  const answer = await server.call('DescribeDirectConnectGatewayAssociationProposals', wish, caller);
  return answer.directConnectGatewayAssociationProposals ?? [];
}

describe('a proposal', () => {
  test('is seen by both sides, accepted by the owner of the Direct Connect gateway, and becomes an association', async () => {
    const vgw = newVgw();
    const proposal = await propose(server, other, to, vgw, { add: ['10.1.0.0/16'] });
    expect(proposal).toEqual({
      proposalId: UUID,
      ...to,
      proposalState: 'requested',
      associatedGateway: {
        id: vgw,
        type: 'virtualPrivateGateway',
        ownerAccount: other.account,
        region: 'us-east-1',
      },
      requestedAllowedPrefixesToDirectConnectGateway: cidrs('10.1.0.0/16'),
    });
    expect(await seen(other)).toEqual([proposal]);
    expect(await seen({ ...owner, region: 'eu-west-1' })).toEqual([proposal]);
    expect(await seen({ account: newAccount(), region: 'us-east-1' })).toEqual([]);

    const association = await accept(proposal.proposalId);
    expect(association).toMatchObject({
      directConnectGatewayOwnerAccount: owner.account,
      associationState: 'associating',
      associatedGateway: { id: vgw, ownerAccount: other.account },
      virtualGatewayOwnerAccount: other.account,
      allowedPrefixesToDirectConnectGateway: cidrs('10.1.0.0/16'),
    });
    for (const side of [owner, other]) {
      expect(await seen(side)).toEqual([{ ...proposal, proposalState: 'accepted' }]);
      expect(await associationsOf(server, side, to.directConnectGatewayId)).toMatchObject([
        { associationId: association?.associationId },
      ]);
    }
    expect(await refusalOf(accept(proposal.proposalId))).toEqual(
      clientException(
        `Direct Connect Gateway Association Proposal ${proposal.proposalId} has been accepted!`,
      ),
    );
  });

  test('without prefixes asks for the networks of a virtual private gateway, and for none of a transit gateway', async () => {
    const ofVgw = await propose(server, other, to, newVgw());
    expect(ofVgw.requestedAllowedPrefixesToDirectConnectGateway).toHaveLength(1);
    const ofTgw = await propose(server, other, to, newTgw());
    expect(ofTgw.requestedAllowedPrefixesToDirectConnectGateway).toEqual([]);
  });

  test('is accepted with the prefixes of the owner, which it shows afterwards', async () => {
    const { proposalId } = await propose(server, other, to, newTgw(), { add: ['10.1.0.0/16'] });
    const association = await accept(proposalId, ['10.9.0.0/16', '2600:1f26:74::/48']);
    const prefixes = cidrs('10.9.0.0/16', '2600:1f26:0074:0000:0000:0000:0000:0000/48');
    expect(association?.allowedPrefixesToDirectConnectGateway).toEqual(prefixes);
    expect(await seen(other)).toMatchObject([{ requestedAllowedPrefixesToDirectConnectGateway: prefixes }]);
  });

  test('may be made several times; either side deletes one', async () => {
    const vgw = newVgw();
    const [one, two] = [await propose(server, other, to, vgw), await propose(server, other, to, vgw)];
    expect(await remove(one.proposalId)).toEqual({
      directConnectGatewayAssociationProposal: { ...one, proposalState: 'deleted' },
    });
    await remove(two.proposalId, other);
    expect(await seen(owner)).toMatchObject([{ proposalState: 'deleted' }, { proposalState: 'deleted' }]);
    const notFound = `Direct Connect Gateway Association Proposal ${one.proposalId} is not found`;
    expect(await refused(remove(one.proposalId))).toBe(notFound);
    expect(await refused(accept(one.proposalId))).toBe(notFound);
  });

  test('that is accepted stays', async () => {
    const { proposalId } = await propose(server, other, to, newVgw());
    await accept(proposalId);
    expect(await refused(remove(proposalId))).toBe(
      `Direct Connect Gateway Association Proposal ${proposalId} has been accepted!`,
    );
  });

  test('expires after seven days; what was accepted or deleted is seen for three', async () => {
    await propose(server, other, to, newVgw());
    const kept = await propose(server, other, to, newVgw());
    await server.operator('POST', '/clock/advance', { by: '6d' });
    await remove(kept.proposalId);
    await server.operator('POST', '/clock/advance', { by: '2d' });
    expect(await seen(owner)).toMatchObject([{ proposalId: kept.proposalId, proposalState: 'deleted' }]);
    await server.operator('POST', '/clock/advance', { by: '2d' });
    expect(await seen(owner)).toEqual([]);
  });
});

describe('for a pair that is associated', () => {
  async function associated(gatewayId: string, prefixes: readonly string[]) {
    const { proposalId } = await propose(server, other, to, gatewayId, { add: prefixes });
    const association = await accept(proposalId);
    await settleAssociations(server);
    return association?.associationId;
  }

  test('a proposal changes the prefixes, and the association stays', async () => {
    const vgw = newVgw();
    const id = await associated(vgw, ['10.1.0.0/16', '10.2.0.0/16']);
    const change = await propose(server, other, to, vgw, { add: ['10.3.0.0/16'], remove: ['10.1.0.0/16'] });
    expect(change).toMatchObject({
      existingAllowedPrefixesToDirectConnectGateway: cidrs('10.1.0.0/16', '10.2.0.0/16'),
      requestedAllowedPrefixesToDirectConnectGateway: cidrs('10.2.0.0/16', '10.3.0.0/16'),
    });
    expect(await accept(change.proposalId)).toMatchObject({
      associationId: id,
      associationState: 'updating',
      allowedPrefixesToDirectConnectGateway: cidrs('10.2.0.0/16', '10.3.0.0/16'),
    });
  });

  test('a proposal without prefixes asks for the network as it is now', async () => {
    const vgw = newVgw();
    await associated(vgw, ['10.1.0.0/16']);
    await server.call(
      'UpdateDirectConnectGatewayAssociation',
      {
        associationId:
          (await associationsOf(server, owner, to.directConnectGatewayId))[0]?.associationId ?? '',
        addAllowedPrefixesToDirectConnectGateway: cidrs('10.7.0.0/16'),
      },
      owner,
    );
    expect(await propose(server, other, to, vgw)).toMatchObject({
      existingAllowedPrefixesToDirectConnectGateway: cidrs('10.1.0.0/16', '10.7.0.0/16'),
      requestedAllowedPrefixesToDirectConnectGateway: cidrs('10.1.0.0/16'),
    });
  });

  test('the owner of the other gateway sees and ends the association, but does not change it', async () => {
    const associationId = await associated(newVgw(), ['10.1.0.0/16']);
    const wish = {
      associationId: associationId ?? '',
      addAllowedPrefixesToDirectConnectGateway: cidrs('10.3.0.0/16'),
    };
    expect(await refused(server.call('UpdateDirectConnectGatewayAssociation', wish, other))).toBe(
      `Direct Connect Gateway Association ${associationId} can be updated by the owner of the Direct Connect gateway only`,
    );
    expect(
      await server.call(
        'DeleteDirectConnectGatewayAssociation',
        { associationId: associationId ?? '' },
        other,
      ),
    ).toMatchObject({ directConnectGatewayAssociation: { associationState: 'disassociating' } });
  });
});

describe('a proposal is refused', () => {
  test('for a gateway of another account or Region', async () => {
    const vgw = newVgw();
    await propose(server, other, to, vgw);
    const none = `The VirtualGateway ${vgw} does not exist.`;
    expect(await refused(propose(server, { ...other, region: 'eu-west-1' }, to, vgw))).toBe(none);
    expect(await refused(propose(server, { ...other, account: newAccount() }, to, vgw))).toBe(none);
  });

  test('to an owner who has no such gateway', async () => {
    const id = to.directConnectGatewayId;
    const none = (gateway: string) => `Direct Connect Gateway ${gateway} does not exist.`;
    const wrong = { ...to, directConnectGatewayOwnerAccount: newAccount() };
    expect(await refused(propose(server, other, wrong, newVgw()))).toBe(none(id));
    const nowhere = { ...to, directConnectGatewayId: NOWHERE };
    expect(await refused(propose(server, other, nowhere, newVgw()))).toBe(none(NOWHERE));
  });

  test('when it is accepted, where a rule forbids the association', async () => {
    const tgw = await propose(server, other, to, newTgw());
    const vgw = newVgw();
    const [first, second] = [await propose(server, other, to, vgw), await propose(server, other, to, vgw)];
    await accept(first.proposalId);
    expect(await refused(accept(tgw.proposalId))).toContain('cannot be associated with transit gateways');
    expect(await seen(owner, { proposalId: tgw.proposalId })).toMatchObject([{ proposalState: 'requested' }]);
    // The pair is associated meanwhile: the second one asks for what there is.
    expect(await accept(second.proposalId)).toMatchObject({ associationState: 'associating' });

    const elsewhere = {
      directConnectGatewayId: await readyGateway(server, owner),
      directConnectGatewayOwnerAccount: owner.account,
    };
    const third = await propose(server, other, elsewhere, vgw);
    const first2 = to.directConnectGatewayId;
    to = elsewhere;
    expect(await refused(accept(third.proposalId))).toBe(
      `The VirtualGateway ${vgw} is already associated with Direct Connect Gateway ${first2}`,
    );
  });

  test('when it is accepted in another Region, by another account, or as another’s', async () => {
    const { proposalId } = await propose(server, other, to, newVgw());
    const notFound = `Direct Connect Gateway Association Proposal ${proposalId} is not found`;
    expect(await refused(accept(proposalId, [], { ...owner, region: 'eu-west-1' }))).toBe(
      `The Virtual Gateway in the Direct Connect Gateway Association Proposal ${proposalId} is not found`,
    );
    expect(await refused(accept(proposalId, [], other))).toBe(
      `Direct Connect Gateway ${to.directConnectGatewayId} does not exist.`,
    );
    const other2 = other;
    other = { ...other, account: newAccount() };
    expect(await refused(accept(proposalId))).toBe(notFound);
    other = other2;
    to = { ...to, directConnectGatewayId: await readyGateway(server, owner) };
    expect(await refused(accept(proposalId))).toBe(notFound);
  });

  test('of an id that names none', async () => {
    expect(await refused(remove(NOWHERE))).toBe(
      `Direct Connect Gateway Association Proposal ${NOWHERE} is not found`,
    );
    expect(await refused(remove('x'))).toBe('Association Proposal ID x has an invalid format.');
    expect(await refused(accept('x'))).toBe('Association Proposal ID x has an invalid format.');
    const { proposalId } = await propose(server, other, to, newVgw());
    const stranger = { account: newAccount(), region: 'us-east-1' };
    expect(await refused(remove(proposalId, stranger))).toContain('is not found');
  });
});

test('an account proposes to itself, and associates by accepting', async () => {
  other = owner;
  const { proposalId } = await propose(server, owner, to, newVgw());
  expect(await accept(proposalId)).toMatchObject({ associationState: 'associating' });
  await expect(associate(server, owner, await readyGateway(server, owner), newVgw())).resolves.toBeDefined();
});
