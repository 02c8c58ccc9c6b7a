// States on the way, in a world that turns slowly.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { associate, associationsOf, cidrs, createGateway, gatewayNow, newTgw } from '../support/gateways.ts';
import { allocatePrivate, newVgw, orderPrivate } from '../support/interfaces.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'realistic'] });
let caller = { account: '' };
let gateway = '';

const pass = async (by: string) => {
  await server.operator('POST', '/clock/advance', { by });
  await server.settle();
};
const stateOf = async () => (await associationsOf(server, caller, gateway))[0]?.associationState;
const refused = async (call: Promise<unknown>) => (await refusalOf(call)).message;

beforeEach(async () => {
  caller = { account: newAccount() };
  gateway = (await createGateway(server, caller)).directConnectGatewayId;
});

describe('a gateway', () => {
  test('takes associations from its creation on, as Ansible makes them', async () => {
    const many = Array.from({ length: 201 }, (_, index) => `10.${index}.0.0/16`);
    expect(await refused(associate(server, caller, gateway, newTgw(), many))).toBe(
      'You have reached the limit of 200 allowed prefixes of a transit gateway',
    );
    expect(await associate(server, caller, gateway, newVgw())).toMatchObject({
      associationState: 'associating',
    });
    expect(await gatewayNow(server, caller, gateway)).toMatchObject({ directConnectGatewayState: 'pending' });
    await pass('1m');
    expect(await gatewayNow(server, caller, gateway)).toMatchObject({
      directConnectGatewayState: 'available',
    });
    expect(await stateOf()).toBe('associating');
    await pass('10m');
    expect(await stateOf()).toBe('associated');
  });

  test('takes a virtual interface while it is pending, as it takes an association', async () => {
    const { connectionId } = await orderPort(server, caller);
    await server.operator('POST', `/orders/${connectionId}/approve`, {});
    await server.operator('POST', `/cross-connects/${connectionId}/connect`, {});
    await server.operator('POST', `/ports/${connectionId}/far-end`, { lit: true });
    await server.settle();
    const { directConnectGatewayId } = await createGateway(server, caller);
    const made = await orderPrivate(server, caller, connectionId, { directConnectGatewayId });
    expect(made).toMatchObject({ directConnectGatewayId, virtualInterfaceState: 'pending' });
    expect(await gatewayNow(server, caller, directConnectGatewayId)).toMatchObject({
      directConnectGatewayState: 'pending',
    });
    const { virtualInterfaceId } = made;
    await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
  });

  test('says first what is wrong with a virtual interface, then that it takes none', async () => {
    const { connectionId } = await orderPort(server, caller);
    await server.operator('POST', `/orders/${connectionId}/approve`, {});
    await server.operator('POST', `/cross-connects/${connectionId}/connect`, {});
    await server.operator('POST', `/ports/${connectionId}/far-end`, { lit: true });
    await server.settle();
    const { directConnectGatewayId } = await createGateway(server, caller);
    await server.call('DeleteDirectConnectGateway', { directConnectGatewayId }, caller);
    const order = (wish: object = {}) =>
      refused(orderPrivate(server, caller, connectionId, { directConnectGatewayId, ...wish }));
    expect(await order({ mtu: 1400 })).toContain('1400');
    expect(await order({ amazonAddress: '10.0.0.1/33', customerAddress: '10.0.0.2/30' })).toContain('/33');
    expect(await order()).toBe(`Direct Connect Gateway ${directConnectGatewayId} is in state deleting`);
  });

  test('takes nothing while it is being deleted', async () => {
    await pass('1m');
    await server.call('DeleteDirectConnectGateway', { directConnectGatewayId: gateway }, caller);
    expect(await gatewayNow(server, caller, gateway)).toMatchObject({
      directConnectGatewayState: 'deleting',
    });
    expect(await refused(associate(server, caller, gateway, newVgw()))).toBe(
      `Direct Connect Gateway ${gateway} does not exist.`,
    );
  });
});

test('an attachment is attaching until its virtual interface is set up', async () => {
  const { connectionId } = await orderPort(server, caller);
  await pass('4d');
  const { virtualInterfaceId } = await orderPrivate(server, caller, connectionId, {
    directConnectGatewayId: gateway,
  });
  const state = async () => {
    const found = await server.call(
      'DescribeDirectConnectGatewayAttachments',
      { virtualInterfaceId },
      caller,
    );
    return found.directConnectGatewayAttachments?.map(({ attachmentState }) => attachmentState);
  };
  expect(await state()).toEqual(['attaching']);
  await pass('5m');
  expect(await state()).toEqual(['attached']);
});

test('SiteLink of a hosted virtual interface waits until that is set up', async () => {
  const owner = { account: newAccount() };
  const { directConnectGatewayId } = await createGateway(server, owner);
  const { connectionId } = await orderPort(server, caller);
  await pass('4d');
  const to = { connectionId, ownerAccount: owner.account };
  const { virtualInterfaceId } = await allocatePrivate(server, caller, to);
  const confirmed = { virtualInterfaceId, directConnectGatewayId };
  await server.call('ConfirmPrivateVirtualInterface', confirmed, owner);
  const change = () =>
    server.call('UpdateVirtualInterfaceAttributes', { virtualInterfaceId, enableSiteLink: true }, owner);
  expect(await refused(change())).toBe(`Virtual Interface ${virtualInterfaceId} is in state pending`);
  await pass('5m');
  expect(await change()).toMatchObject({ siteLinkEnabled: true });
});

describe('an association', () => {
  const update = (associationId: string) =>
    server.call(
      'UpdateDirectConnectGatewayAssociation',
      { associationId, addAllowedPrefixesToDirectConnectGateway: cidrs('10.0.1.0/30') },
      caller,
    );
  const remove = (associationId: string) =>
    server.call('DeleteDirectConnectGatewayAssociation', { associationId }, caller);

  test('is associating, associated, updating, disassociating, and gone', async () => {
    await pass('1m');
    const { associationId } = await associate(server, caller, gateway, newVgw());
    await pass('9m');
    expect(await stateOf()).toBe('associating');
    expect(await refused(update(associationId))).toBe(
      `Direct Connect Gateway Association ${associationId} is in state associating`,
    );
    await pass('1m');
    expect(await stateOf()).toBe('associated');
    await update(associationId);
    await pass('9m');
    expect(await stateOf()).toBe('updating');
    await pass('1m');
    expect(await stateOf()).toBe('associated');
    await remove(associationId);
    await pass('9m');
    expect(await stateOf()).toBe('disassociating');
    const unknown = `Direct Connect Gateway Association ${associationId} does not exist.`;
    expect(await refused(remove(associationId))).toBe(unknown);
    expect(await refused(update(associationId))).toBe(unknown);
    await pass('1m');
    expect(await stateOf()).toBeUndefined();
  });

  test('holds its gateway until it is gone', async () => {
    await pass('1m');
    const { associationId } = await associate(server, caller, gateway, newVgw());
    await remove(associationId);
    await server.call('DeleteDirectConnectGateway', { directConnectGatewayId: gateway }, caller);
    await pass('3m');
    expect(await gatewayNow(server, caller, gateway)).toMatchObject({
      directConnectGatewayState: 'available',
    });
  });
});
