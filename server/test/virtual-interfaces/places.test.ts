// What carries virtual interfaces and what does not; and that it stays while they live on it.
import { describe, expect, test } from 'vitest';
import type { OperationName } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { interfaceNow, orderPrivate, PUBLIC_WISH, readyPort } from '../support/interfaces.ts';
import { orderLag } from '../support/lags.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { usePort } from './port.testing.ts';

const server = useServer();
const my = usePort(server);
const { caller, refusedWith } = my;

describe('on', () => {
  const CREATIONS: readonly OperationName[] = [
    'CreatePrivateVirtualInterface',
    'CreatePublicVirtualInterface',
    'CreateTransitVirtualInterface',
    'AllocatePrivateVirtualInterface',
    'AllocatePublicVirtualInterface',
    'AllocateTransitVirtualInterface',
  ];

  test.each(CREATIONS)('an id of another form, or of nothing: %s', async (name) => {
    const member = name.replace('Create', 'new').replace(/Allocate(.*)/, 'new$1Allocation');
    const directConnectGatewayId = 'e72d611c-aa39-4fd2-a1d7-da0484ad38fe';
    const wish = { ...PUBLIC_WISH, vlan: 3000, directConnectGatewayId };
    const call = (id: string) => {
      const input = { connectionId: id, ownerAccount: newAccount(), [member]: wish };
      return refusalOf(server.call(name, input as never, caller));
    };
    expect(await call('foobar')).toEqual(clientException('ConnectionID foobar has an invalid format.'));
    expect(await call('')).toEqual(clientException('ConnectionID  has an invalid format.'));
    expect(await call('dxcon-ffffffff')).toEqual(
      clientException('Could not find Connection with ID dxcon-ffffffff'),
    );
    expect(await call('dxlag-ffffffff')).toEqual(
      clientException('Could not find Lag with ID dxlag-ffffffff'),
    );
  });

  test('another account’s connection', async () => {
    const stranger = { account: newAccount() };
    expect(await refusedWith({}, my.connectionId, stranger)).toEqual(
      clientException(`Could not find Connection with ID ${my.connectionId}`),
    );
  });

  test('an interconnect, a partner’s LAG, or a member of a LAG', async () => {
    const order = { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'partner' };
    const { interconnectId = '' } = await server.call('CreateInterconnect', order, caller);
    await server.settle();
    expect(await refusedWith({}, interconnectId)).toEqual(
      clientException(`Connection ${interconnectId} is an interconnect and cannot have virtual interfaces`),
    );
    const { lagId, ids } = await orderLag(server, caller);
    await server.settle();
    expect(await refusedWith({}, ids[0])).toEqual(
      clientException(`Connection ${ids[0]} is a member of Lag ${lagId}: use the ID of the Lag`),
    );
    await server.call('CreateInterconnect', { ...order, lagId }, caller);
    expect(await refusedWith({}, lagId)).toEqual(
      clientException(`Lag ${lagId} carries hosted connections and cannot have virtual interfaces`),
    );
  });
});

describe('where the operator acts', () => {
  const manual = useServer({ flags: ['--lifecycle', 'manual'] });
  test('a connection carries none before it is there; a LAG does, but no jumbo frames, and not for long', async () => {
    const account = { account: newAccount() };
    const { connectionId: id } = await orderPort(manual, account);
    expect(await refusalOf(orderPrivate(manual, account, id))).toEqual(
      clientException('The specified Connection ID is not available'),
    );
    const { lagId } = await orderLag(manual, account);
    expect(await refusalOf(orderPrivate(manual, account, lagId, { mtu: 8500 }))).toEqual(
      clientException(`Lag ${lagId} does not support jumbo frames: MTU 8500 is not available`),
    );
    const { virtualInterfaceId, ...made } = await orderPrivate(manual, account, lagId);
    expect(made).toMatchObject({
      connectionId: lagId,
      jumboFrameCapable: false,
      virtualInterfaceState: 'pending',
    });
    // What is being deleted holds its LAG no more: here that takes a second.
    await manual.call('DeleteVirtualInterface', { virtualInterfaceId }, account);
    expect((await manual.call('DeleteLag', { lagId }, account)).lagState).toBe('deleted');
    const { asn, authKey } = made;
    // Real time passes, too: which of the two it is at first, a busy machine decides.
    for (const states of [['deleting', 'deleted'], ['deleted']]) {
      const seen = await interfaceNow(manual, account, virtualInterfaceId);
      expect(seen).toMatchObject({ asn, authKey });
      expect(states).toContain(seen?.virtualInterfaceState);
      await manual.operator('POST', '/clock/advance', { by: '2s' });
    }
  });
});

describe('on a hosted connection', () => {
  test('one, in its VLAN, without a rate limit; then the partner cannot delete it', async () => {
    const [partner, customer] = [{ account: newAccount() }, { account: newAccount() }];
    const order = { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'partner' };
    const { interconnectId = '' } = await server.call('CreateInterconnect', order, partner);
    await server.settle();
    const slice = { connectionName: 'slice', vlan: 55, bandwidth: '500Mbps', ownerAccount: customer.account };
    const { connectionId: id = '' } = await server.call(
      'AllocateHostedConnection',
      { connectionId: interconnectId, ...slice },
      partner,
    );
    const order1 = (wish: object) => orderPrivate(server, customer, id, wish);
    expect(await refusalOf(order1({ vlan: 55 }))).toEqual(
      clientException('The specified Connection ID is not available'),
    );
    await server.call('ConfirmConnection', { connectionId: id }, customer);
    await server.settle();

    expect(await refusalOf(order1({ vlan: 56 }))).toEqual(
      clientException(`Vlan 56 is not the one of hosted connection ${id}: use 55`),
    );
    expect(await refusalOf(order1({ vlan: 55, rateLimit: '50Mbps' }))).toEqual(
      clientException(
        `Connection ${id} is a hosted connection: its virtual interface cannot have a rate limit`,
      ),
    );
    await order1({ vlan: 55, mtu: 8500, prefixPoolAllocatedCountIpv4: 1000 });
    for (const who of [partner, customer])
      expect(await refusalOf(server.call('DeleteConnection', { connectionId: id }, who))).toEqual(
        clientException(`Connection ${id} cannot be deleted until its Virtual Interfaces are deleted`),
      );
  });
});

describe('what carries a virtual interface stays', () => {
  test('a connection, until what runs over it is being deleted', async () => {
    const account = { account: newAccount() };
    const id = await readyPort(server, account);
    const { virtualInterfaceId } = await orderPrivate(server, account, id);
    const remove = () => server.call('DeleteConnection', { connectionId: id }, account);
    expect(await refusalOf(remove())).toEqual(
      clientException(`Connection ${id} cannot be deleted until its Virtual Interfaces are deleted`),
    );
    await server.call('DeleteVirtualInterface', { virtualInterfaceId }, account);
    expect((await remove()).connectionState).toMatch(/^delet/);
  });

  test('a LAG, and no interconnect joins it', async () => {
    const account = { account: newAccount() };
    const { lagId } = await orderLag(server, account);
    const { virtualInterfaceId } = await orderPrivate(server, account, lagId);
    const remove = () => server.call('DeleteLag', { lagId }, account);
    expect(await refusalOf(remove())).toEqual(
      clientException(`Lag ${lagId} cannot be deleted until its Virtual Interfaces are deleted`),
    );
    const order = { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'partner' };
    const joins = server.call('CreateInterconnect', { ...order, lagId }, account);
    expect(await refusalOf(joins)).toEqual(
      clientException(
        `Lag ${lagId} has virtual interfaces: the new interconnect cannot be associated with it`,
      ),
    );
    const { interconnectId = '' } = await server.call('CreateInterconnect', order, account);
    await server.settle();
    const call = server.call('AssociateConnectionWithLag', { connectionId: interconnectId, lagId }, account);
    expect((await refusalOf(call)).message).toContain('has virtual interfaces: interconnect');
    await server.call('DeleteVirtualInterface', { virtualInterfaceId }, account);
    expect((await remove()).lagState).toBe('deleted');
  });
});
