// Lists of proposals: what both sides see.
import { beforeEach, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { newTgw, propose, readyGateway } from '../support/gateways.ts';
import { newVgw } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import { NOWHERE } from './gateway.testing.ts';

const server = useServer();
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

async function ids(caller: typeof owner, wish: object = {}) {
  const answer = await server.call('DescribeDirectConnectGatewayAssociationProposals', wish, caller);
  return (answer.directConnectGatewayAssociationProposals ?? []).map(({ proposalId }) => proposalId);
}

test('in both roles together, and by each filter', async () => {
  const [vgw, tgw] = [newVgw(), newTgw()];
  const received = await propose(server, other, to, vgw);
  const back = {
    directConnectGatewayId: await readyGateway(server, other),
    directConnectGatewayOwnerAccount: other.account,
  };
  const made = await propose(server, owner, back, newVgw());
  const last = await propose(server, other, to, tgw);
  const own = await propose(server, owner, to, newVgw());
  const all = [received, made, last, own].map(({ proposalId }) => proposalId);
  expect(await ids(owner)).toEqual(all);
  const { directConnectGatewayId } = to;
  expect(await ids(owner, { directConnectGatewayId })).toEqual([all[0], all[2], all[3]]);
  expect(await ids(other, { directConnectGatewayId })).toEqual([all[0], all[2]]);
  expect(await ids(owner, { associatedGatewayId: vgw })).toEqual([all[0]]);
  expect(await ids(owner, { directConnectGatewayId, associatedGatewayId: tgw })).toEqual([all[2]]);
  expect(await ids(owner, { proposalId: all[1] })).toEqual([all[1]]);
  expect(await ids(owner, { proposalId: all[1], directConnectGatewayId })).toEqual([]);
  expect(await ids(owner, { proposalId: NOWHERE })).toEqual([]);
  const first = await server.call(
    'DescribeDirectConnectGatewayAssociationProposals',
    { maxResults: 3 },
    owner,
  );
  const { nextToken = '' } = first;
  expect(await ids(owner, { maxResults: 3, nextToken })).toEqual([all[3]]);
});
