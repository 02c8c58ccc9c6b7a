// Virtual private and transit gateways that the operator declares, and what follows for those who use them.
import { beforeEach, describe, expect, test } from 'vitest';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import {
  associate,
  associationsOf,
  cidrs,
  propose,
  readyGateway,
  settleAssociations,
} from '../support/gateways.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--assume-gateways', 'off'] });
const operator = operatorOf(server);
let caller = { account: '', region: 'us-east-1' };
let gateway = '';

beforeEach(async () => {
  caller = { account: newAccount(), region: 'us-east-1' };
  gateway = await readyGateway(server, caller);
});

interface Declared {
  readonly gatewayId: string;
  readonly state: string;
}

const declare = async (wish: object = {}) =>
  (
    await operator.done<Declared>('POST', '/cloud-gateways', {
      kind: 'virtualPrivateGateway',
      account: caller.account,
      region: 'us-east-1',
      ...wish,
    })
  ).gatewayId;
const attach = (id: string, network: string, ...prefixes: readonly string[]) =>
  operator.done('PUT', `/cloud-gateways/${id}/networks/${network}`, { cidrs: prefixes });
const refused = async (call: Promise<unknown>) => (await refusalOf(call)).message;
const join = (other: string, prefixes: readonly string[] = []) =>
  associate(server, caller, gateway, other, prefixes);
const state = async () => (await associationsOf(server, caller, gateway))[0]?.associationState;

describe('a declared gateway', () => {
  test('is shown, listed, attached and deleted', async () => {
    const id = newVgw();
    const made = await operator.done('POST', '/cloud-gateways', {
      gatewayId: id,
      kind: 'virtualPrivateGateway',
      ...caller,
      amazonSideAsn: 65_100,
    });
    expect(made).toMatchObject({
      gatewayId: id,
      kind: 'virtualPrivateGateway',
      account: caller.account,
      region: 'us-east-1',
      amazonSideAsn: 65_100,
      state: 'available',
      networks: [],
      sharedWith: [],
      source: 'declared',
    });
    const network = { networkId: 'vpc-1', cidrs: ['10.1.0.0/16', '2001:db8::/56'] };
    expect(await attach(id, 'vpc-1', '10.1.0.0/16', '2001:0DB8::/56')).toMatchObject({ networks: [network] });
    const list = () => operator.done('GET', `/cloud-gateways?account=${caller.account}&region=us-east-1`);
    expect(await list()).toMatchObject({ items: [{ gatewayId: id, networks: [network] }] });
    expect(
      await operator.done('GET', `/cloud-gateways?account=${caller.account}&kind=transitGateway`),
    ).toEqual({
      items: [],
    });
    await operator.done('PUT', `/cloud-gateways/${id}/shares/${newAccount()}`);
    expect(await operator.done('DELETE', `/cloud-gateways/${id}`)).toMatchObject({
      state: 'deleted',
      networks: [],
    });
    expect(await operator.done('GET', `/cloud-gateways/${id}`)).toMatchObject({ state: 'deleted' });
    expect(
      await operator.done('POST', '/cloud-gateways', {
        gatewayId: id,
        kind: 'virtualPrivateGateway',
        ...caller,
      }),
    ).toMatchObject({
      state: 'available',
      amazonSideAsn: 64_512,
      sharedWith: [],
    });
  });

  test('gets an id of its kind where none is given', async () => {
    expect(await declare()).toMatch(/^vgw-[0-9a-f]{17}$/);
    expect(await declare({ kind: 'transitGateway' })).toMatch(/^tgw-[0-9a-f]{17}$/);
  });

  test('is used by its owner in its Region, and by whom it is shared with', async () => {
    const id = await declare();
    const user = { account: newAccount(), region: 'us-east-1' };
    const connectionId = await readyPort(server, user);
    const order = () => orderPrivate(server, user, connectionId, { virtualGatewayId: id });
    const none = clientException(`The VirtualGateway ${id} does not exist.`);
    expect(await refusalOf(order())).toEqual(none);
    await operator.done('PUT', `/cloud-gateways/${id}/shares/${user.account}`);
    expect(await order()).toMatchObject({ virtualGatewayId: id, amazonSideAsn: 64_512 });
    const to = { directConnectGatewayId: gateway, directConnectGatewayOwnerAccount: caller.account };
    expect(await refusalOf(propose(server, user, to, id))).toEqual(none);
    await operator.done('DELETE', `/cloud-gateways/${id}/shares/${user.account}`);
    expect(
      await refusalOf(orderPrivate(server, user, connectionId, { virtualGatewayId: id, vlan: 102 })),
    ).toEqual(none);
    expect(await refused(associate(server, { ...caller, region: 'eu-west-1' }, gateway, id))).toBe(
      none.message,
    );
  });
});

describe('what is behind a gateway', () => {
  test('has to be there before a virtual private gateway is associated', async () => {
    const id = await declare();
    expect(await refused(join(id))).toBe(`The VirtualGateway ${id} is not attached to a VPC`);
    await attach(id, 'vpc-1', '10.1.0.0/16', '2600:1f26:74::/56');
    expect((await join(id)).allowedPrefixesToDirectConnectGateway).toEqual(
      cidrs('10.1.0.0/16', '2600:1f26:0074:0000:0000:0000:0000:0000/56'),
    );
  });

  test('does not overlap on one Direct Connect gateway', async () => {
    const [one, other] = [await declare(), await declare()];
    await attach(one, 'vpc-1', '10.1.0.0/16');
    await attach(other, 'vpc-2', '192.168.0.0/24', '10.1.2.0/24');
    await join(one);
    expect(await refused(join(other))).toBe(`The CIDR 10.1.2.0/24 overlaps the CIDR 10.1.0.0/16 of ${one}`);
    await attach(other, 'vpc-2', '192.168.0.0/24');
    await expect(join(other)).resolves.toBeDefined();
    // Nor later, when other prefixes come to one of them.
    const coming = { cidrs: ['192.168.0.0/24', '10.1.0.0/17'] };
    const { detail } = await operator.refused(409, 'PUT', `/cloud-gateways/${other}/networks/vpc-2`, coming);
    expect(detail).toBe(
      `The CIDR 10.1.0.0/17 overlaps the CIDR 10.1.0.0/16 of ${one}, and both are on Direct Connect gateway ${gateway}`,
    );
    await attach(other, 'vpc-2', '192.168.0.0/24', '10.3.0.0/16');
  });

  test('does not change what an association allows; a proposal asks for what it is now', async () => {
    const id = await declare();
    await attach(id, 'vpc-1', '10.1.0.0/16');
    await join(id);
    await attach(id, 'vpc-1', '10.1.0.0/16', '10.2.0.0/16');
    expect(await associationsOf(server, caller, gateway)).toMatchObject([
      { allowedPrefixesToDirectConnectGateway: cidrs('10.1.0.0/16') },
    ]);
    const to = { directConnectGatewayId: gateway, directConnectGatewayOwnerAccount: caller.account };
    expect(await propose(server, caller, to, id)).toMatchObject({
      requestedAllowedPrefixesToDirectConnectGateway: cidrs('10.1.0.0/16', '10.2.0.0/16'),
    });
  });

  test('is one network of a virtual private gateway, and many of a transit gateway', async () => {
    const [vgw, tgw] = [await declare(), await declare({ kind: 'transitGateway' })];
    await attach(vgw, 'vpc-1', '10.1.0.0/16');
    const second = await server.operator('PUT', `/cloud-gateways/${vgw}/networks/vpc-2`, {
      cidrs: ['10.2.0.0/16'],
    });
    expect(second).toMatchObject({
      status: 409,
      body: { detail: 'It is attached to vpc-1: a virtual private gateway has one network' },
    });
    await attach(tgw, 'vpc-1', '10.1.0.0/16');
    const both = await attach(tgw, 'vpc-2', '10.2.0.0/16');
    expect(both).toMatchObject({ networks: [{ networkId: 'vpc-1' }, { networkId: 'vpc-2' }] });
    const one = await operator.done('DELETE', `/cloud-gateways/${tgw}/networks/vpc-1`);
    expect(one).toMatchObject({ networks: [{ networkId: 'vpc-2' }] });
  });
});

describe('a virtual private gateway leaves its Direct Connect gateway', () => {
  test('when it is detached, and is deleted then', async () => {
    const id = await declare();
    await attach(id, 'vpc-1', '10.1.0.0/16');
    const { associationId } = await join(id);
    await settleAssociations(server);
    const { detail } = await operator.refused(409, 'DELETE', `/cloud-gateways/${id}`);
    expect(detail).toBe(
      `${id} is in use: association ${associationId} with Direct Connect gateway ${gateway}`,
    );
    await operator.done('DELETE', `/cloud-gateways/${id}/networks/vpc-1`);
    expect(await state()).toBe('disassociating');
    await operator.done('DELETE', `/cloud-gateways/${id}`);
    await settleAssociations(server);
    expect(await state()).toBeUndefined();
  });

  test('and a transit gateway when its owner ends that, not when it has no network', async () => {
    const id = await declare({ kind: 'transitGateway', amazonSideAsn: 64_600 });
    await attach(id, 'vpc-1', '10.1.0.0/16');
    const { associationId } = await join(id, ['10.0.0.0/8']);
    await settleAssociations(server);
    await operator.done('DELETE', `/cloud-gateways/${id}/networks/vpc-1`);
    expect(await state()).toBe('associated');
    await operator.refused(409, 'DELETE', `/cloud-gateways/${id}`);
    await server.call('DeleteDirectConnectGatewayAssociation', { associationId }, caller);
    await operator.done('DELETE', `/cloud-gateways/${id}`);
    expect(await state()).toBe('disassociating');
    expect(await refused(join(id))).toBe(`The TransitGateway ${id} does not exist.`);
  });
});

test('a transit gateway with the ASN of the Direct Connect gateway is refused', async () => {
  const id = await declare({ kind: 'transitGateway' });
  expect(await refused(join(id))).toBe(
    `The TransitGateway ${id} and Direct Connect Gateway ${gateway} have the same ASN 64512`,
  );
});

test('a proposal whose gateway is gone is not accepted', async () => {
  const id = await declare();
  await attach(id, 'vpc-1', '10.1.0.0/16');
  const to = { directConnectGatewayId: gateway, directConnectGatewayOwnerAccount: caller.account };
  const { proposalId } = await propose(server, caller, to, id);
  await operator.done('DELETE', `/cloud-gateways/${id}`);
  const wish = { directConnectGatewayId: gateway, proposalId, associatedGatewayOwnerAccount: caller.account };
  expect(await refused(server.call('AcceptDirectConnectGatewayAssociationProposal', wish, caller))).toBe(
    `The Virtual Gateway in the Direct Connect Gateway Association Proposal ${proposalId} is not found`,
  );
});
