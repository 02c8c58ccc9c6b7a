// In `instant` the look after a call shows where the call led, whatever the call was: nobody waits, and nobody settles.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { associate, associationsOf, cidrs, createGateway, gatewayNow, newTgw } from '../support/gateways.ts';
import { interfaceNow, orderPrivate, orderPublic, type Shown } from '../support/interfaces.ts';
import { connectionNow, lagNow, orderLag } from '../support/lags.ts';
import { encryptionOf, newHex } from '../support/macsec.ts';
import { orderPort } from '../support/ports.ts';
import { inParallel } from '../support/quick-call.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };
beforeEach(() => {
  caller = { account: newAccount() };
});

const port = async (order: object = {}) => (await orderPort(server, caller, order)).connectionId;
const gateway = async () => (await createGateway(server, caller)).directConnectGatewayId;
const connectionState = async (id: string, as = caller) =>
  (await connectionNow(server, as, id)).connectionState;
const secure = () => port({ requestMACSec: true });
const key = (connectionId: string) =>
  server.call('AssociateMacSecKey', { connectionId, ckn: newHex(), cak: newHex() }, caller);
const keyStates = async (id: string) =>
  (await connectionNow(server, caller, id)).macSecKeys?.map(({ state }) => state);

/** State of a virtual interface and of each session: `available, up`. */
async function standOf(id: string, as = caller): Promise<string> {
  const { virtualInterfaceState, bgpPeers } = await interfaceNow(server, as, id);
  return [virtualInterfaceState, ...bgpPeers.map(({ bgpStatus }) => bgpStatus)].join(', ');
}
const privateOne = async (wish: object = {}) => orderPrivate(server, caller, await port(), wish);
const transit = async (directConnectGatewayId: string): Promise<string> => {
  const newTransitVirtualInterface = { virtualInterfaceName: 't', vlan: 9, asn: 65_000 };
  const { virtualInterface } = await server.call(
    'CreateTransitVirtualInterface',
    {
      connectionId: await port(),
      newTransitVirtualInterface: { ...newTransitVirtualInterface, directConnectGatewayId },
    },
    caller,
  );
  return virtualInterface?.virtualInterfaceId ?? '';
};
const addPeer = ({ virtualInterfaceId }: Shown) =>
  server.call('CreateBGPPeer', { virtualInterfaceId, newBGPPeer: { addressFamily: 'ipv6' } }, caller);
const attachmentsOf = async (directConnectGatewayId: string) => {
  const filter = { directConnectGatewayId };
  const found = await server.call('DescribeDirectConnectGatewayAttachments', filter, caller);
  return found.directConnectGatewayAttachments?.map(({ attachmentState }) => attachmentState);
};

/** An interconnect of a partner's, and a slice of it that waits for its customer. */
async function slice() {
  const customer = { account: newAccount() };
  const order = { interconnectName: 'i', bandwidth: '10Gbps', location: 'EqDC2' };
  const { interconnectId = '' } = await server.call('CreateInterconnect', order, caller);
  const wish = { bandwidth: '50Mbps', connectionName: 's', vlan: 9, ownerAccount: customer.account };
  const allocation = { connectionId: interconnectId, ...wish };
  const { connectionId = '' } = await server.call('AllocateHostedConnection', allocation, caller);
  return { customer, interconnectId, connectionId };
}

describe('the next look after', () => {
  test.each<[name: string, led: () => Promise<unknown>, to: unknown]>([
    ['CreateConnection', async () => connectionState(await port()), 'available'],
    [
      'DeleteConnection',
      async () => {
        const connectionId = await port();
        await server.call('DeleteConnection', { connectionId }, caller);
        return connectionState(connectionId);
      },
      'deleted',
    ],
    [
      'CreateLag',
      async () => {
        const { lagId, ids } = await orderLag(server, caller, { numberOfConnections: 2 });
        const { lagState } = await lagNow(server, caller, lagId);
        return [lagState, ...(await Promise.all(ids.map((id) => connectionState(id))))];
      },
      ['available', 'available', 'available'],
    ],
    [
      'AssociateConnectionWithLag',
      async () => {
        const { lagId, ids } = await orderLag(server, caller);
        const connectionId = await port();
        await server.call('AssociateConnectionWithLag', { connectionId, lagId }, caller);
        await server.call('DisassociateConnectionFromLag', { connectionId, lagId }, caller);
        return Promise.all([...ids, connectionId].map((id) => connectionState(id)));
      },
      ['available', 'available'],
    ],
    [
      'CreateInterconnect',
      async () => {
        const { interconnectId } = await slice();
        const { interconnects } = await server.call('DescribeInterconnects', { interconnectId }, caller);
        return interconnects?.[0]?.interconnectState;
      },
      'available',
    ],
    [
      'ConfirmConnection',
      async () => {
        const { customer, connectionId } = await slice();
        await server.call('ConfirmConnection', { connectionId }, customer);
        return connectionState(connectionId, customer);
      },
      'available',
    ],
    [
      'AssociateMacSecKey',
      async () => {
        const connectionId = await secure();
        await key(connectionId);
        return [...(await encryptionOf(server, caller, connectionId)), await keyStates(connectionId)];
      },
      ['available', 'should_encrypt', 'Encryption Up', ['associated']],
    ],
    [
      'DisassociateMacSecKey',
      async () => {
        const connectionId = await secure();
        const [made] = (await key(connectionId)).macSecKeys ?? [];
        const gone = { connectionId, secretARN: made?.secretARN ?? '' };
        await server.call('DisassociateMacSecKey', gone, caller);
        return [...(await encryptionOf(server, caller, connectionId)), await keyStates(connectionId)];
      },
      ['available', 'should_encrypt', 'Encryption Down', []],
    ],
    [
      'CreateDirectConnectGateway',
      async () => (await gatewayNow(server, caller, await gateway()))?.directConnectGatewayState,
      'available',
    ],
    [
      'DeleteDirectConnectGateway',
      async () => {
        const directConnectGatewayId = await gateway();
        await server.call('DeleteDirectConnectGateway', { directConnectGatewayId }, caller);
        return gatewayNow(server, caller, directConnectGatewayId);
      },
      undefined,
    ],
    [
      'CreatePrivateVirtualInterface',
      async () => standOf((await privateOne()).virtualInterfaceId),
      'available, up',
    ],
    [
      'CreatePrivateVirtualInterface on a gateway',
      async () => {
        const directConnectGatewayId = await gateway();
        const { virtualInterfaceId } = await privateOne({ directConnectGatewayId });
        return [await standOf(virtualInterfaceId), await attachmentsOf(directConnectGatewayId)];
      },
      ['available, up', ['attached']],
    ],
    [
      'CreatePublicVirtualInterface',
      async () => standOf((await orderPublic(server, caller, await port())).virtualInterfaceId),
      'available, up',
    ],
    ['CreateTransitVirtualInterface', async () => standOf(await transit(await gateway())), 'available, up'],
    [
      'CreateBGPPeer',
      async () => {
        const made = await privateOne();
        await addPeer(made);
        return standOf(made.virtualInterfaceId);
      },
      'available, up, up',
    ],
    [
      'DeleteBGPPeer',
      async () => {
        const made = await privateOne();
        await addPeer(made);
        const { virtualInterfaceId, asn = 0, customerAddress = '' } = made;
        await server.call('DeleteBGPPeer', { virtualInterfaceId, asn, customerAddress }, caller);
        return standOf(virtualInterfaceId);
      },
      'available, up',
    ],
    [
      'UpdateVirtualInterfaceAttributes',
      async () => {
        const { virtualInterfaceId } = await privateOne();
        await server.call('UpdateVirtualInterfaceAttributes', { virtualInterfaceId, mtu: 8500 }, caller);
        return standOf(virtualInterfaceId);
      },
      'available, up',
    ],
    [
      'DeleteVirtualInterface',
      async () => {
        const { virtualInterfaceId } = await privateOne();
        await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
        return standOf(virtualInterfaceId);
      },
      'deleted',
    ],
    [
      'CreateResiliencyGroup',
      async () => {
        const { resiliencyGroup } = await server.call(
          'CreateResiliencyGroup',
          { resiliencyGroupName: 'g', intendedResiliencyModel: 'maximum-resiliency' },
          caller,
        );
        const id = { resiliencyGroupId: resiliencyGroup?.resiliencyGroupId ?? '' };
        return (await server.call('GetResiliencyGroup', id, caller)).resiliencyGroup?.state;
      },
      'available',
    ],
  ])('%s', async (_, led, to) => {
    expect(await led()).toEqual(to);
  });
});

test('an association keeps its state on the way for half a second, and no answer waits for that', async () => {
  const id = await gateway();
  const states = async () =>
    (await associationsOf(server, caller, id)).map(({ associationState }) => associationState);
  const { associationId } = await associate(server, caller, id, newTgw(), ['10.0.0.0/24']);
  expect(await states()).toEqual(['associating']);
  await expect.poll(states, { timeout: 5_000 }).toEqual(['associated']);

  const change = { associationId, addAllowedPrefixesToDirectConnectGateway: cidrs('10.0.1.0/24') };
  await server.call('UpdateDirectConnectGatewayAssociation', change, caller);
  expect(await states()).toEqual(['updating']);
  await expect.poll(states, { timeout: 5_000 }).toEqual(['associated']);

  await server.call('DeleteDirectConnectGatewayAssociation', { associationId }, caller);
  expect(await states()).toEqual(['disassociating']);
  await expect.poll(states, { timeout: 5_000 }).toEqual([]);
});

test('a session comes up before its virtual interface is set up: it is never down on the way', async () => {
  const { virtualInterfaceId } = await privateOne();
  const { body } = await server.operator<{ items: { changes: { id: string; to: string }[] }[] }>(
    'GET',
    '/audit?limit=20',
  );
  const entered = body.items
    .toReversed()
    .flatMap(({ changes }) => changes.flatMap(({ id, to }) => (id === virtualInterfaceId ? [to] : [])));
  expect(entered).toEqual(['pending', 'available']);
});

test('many at once see the same', async () => {
  const callers = Array.from({ length: 6 }, () => ({ account: newAccount() }));
  const seen = await inParallel(callers, async (one) => {
    const { connectionId, connectionState: answered } = await orderPort(server, one);
    return [answered, await connectionState(connectionId, one)];
  });
  expect(seen).toEqual(callers.map(() => ['requested', 'available']));
});
