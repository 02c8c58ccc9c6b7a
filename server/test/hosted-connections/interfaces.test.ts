// What runs over a hosted connection moves with it: AssociateHostedConnection, and an interconnect that joins a LAG.
import { beforeEach, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { interfaceNow, orderPrivate } from '../support/interfaces.ts';
import { devicesAt, orderLag } from '../support/lags.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import { blocksOf, historyOf } from '../support/sessions.ts';

const server = useServer();
let partner = { account: '' };
let customer = { account: '' };

beforeEach(() => {
  partner = { account: newAccount() };
  customer = { account: newAccount() };
});

/** An interconnect on the first or the second device of the site. */
async function interconnect(device = 0): Promise<string> {
  const order = { location: 'EqDC2', bandwidth: '1Gbps', interconnectName: 'parent' };
  const tags = [{ key: 'crossconnect:device', value: devicesAt('EqDC2')[device] ?? '' }];
  const made = await server.call('CreateInterconnect', { ...order, tags }, partner);
  await server.settle();
  return made.interconnectId ?? '';
}

/** A hosted connection that its customer has confirmed. */
async function hosted(connectionId: string, vlan: number, owner = customer): Promise<string> {
  const slice = { bandwidth: '50Mbps', connectionName: 'slice', vlan, ownerAccount: owner.account };
  const made = await server.call('AllocateHostedConnection', { connectionId, ...slice }, partner);
  const { connectionId: id = '' } = made;
  await server.call('ConfirmConnection', { connectionId: id }, owner);
  await server.settle();
  return id;
}

/** A virtual interface on it that is up. */
async function carried(connectionId: string, vlan: number, wish = {}, owner = customer) {
  const made = await orderPrivate(server, owner, connectionId, { vlan, ...wish });
  await passSeconds(server, 1);
  return made;
}

const move = (connectionId: string, parentConnectionId: string) =>
  server.call('AssociateHostedConnection', { connectionId, parentConnectionId }, partner);

test('it moves to another device with its addresses, and is interrupted', async () => {
  const [from, to] = [await interconnect(0), await interconnect(1)];
  const id = await hosted(from, 101);
  const before = await carried(id, 101);
  const { virtualInterfaceId } = before;
  const [peer] = before.bgpPeers;
  await move(id, to);
  await server.settle();
  const after = await interfaceNow(server, customer, virtualInterfaceId);
  const device = devicesAt('EqDC2')[1];
  expect(after).toMatchObject({
    connectionId: id,
    virtualInterfaceState: 'available',
    awsDeviceV2: device,
    amazonAddress: before.amazonAddress,
    customerAddress: before.customerAddress,
  });
  const moved = [`down: Connection ${id} moved to Interconnect ${to}`, 'up: Established'];
  expect((await historyOf(server, virtualInterfaceId)).slice(-2)).toEqual(moved);
  // The block is the new device's now, and the old one may give it out again.
  const block = (await blocksOf(server, virtualInterfaceId))[peer?.bgpPeerId ?? ''];
  expect(block).toMatch(new RegExp(`^${device} 169\\.254\\.`));
});

test('an address that another hosted connection of the target uses keeps it where it is', async () => {
  const [from, to] = [await interconnect(), await interconnect()];
  const addresses = { amazonAddress: '192.168.1.1/30', customerAddress: '192.168.1.2/30' };
  const other = { account: newAccount() };
  const [id, neighbour] = [await hosted(from, 101), await hosted(to, 102, other)];
  await carried(id, 101, addresses);
  await carried(neighbour, 102, addresses, other);
  expect(await refusalOf(move(id, to))).toEqual(
    clientException(`Address 192.168.1.1 is already in use on Interconnect ${to}`),
  );
});

test('an interconnect that joins a LAG takes it along, unless an address is taken there', async () => {
  const from = await interconnect();
  const id = await hosted(from, 101);
  const addresses = { amazonAddress: '192.168.1.1/30', customerAddress: '192.168.1.2/30' };
  const { virtualInterfaceId } = await carried(id, 101, addresses);
  const bundle = { connectionsBandwidth: '1Gbps', connectionId: await interconnect() };
  const { lagId } = await orderLag(server, partner, bundle);
  await passSeconds(server, 1);
  const other = { account: newAccount() };
  const neighbour = await hosted(lagId, 102, other);
  const { virtualInterfaceId: gone } = await carried(neighbour, 102, addresses, other);
  const join = () => server.call('AssociateConnectionWithLag', { connectionId: from, lagId }, partner);
  expect(await refusalOf(join())).toEqual(
    clientException(`Address 192.168.1.1 is already in use on Lag ${lagId}`),
  );
  await server.call('DeleteVirtualInterface', { virtualInterfaceId: gone }, other);
  await server.settle();
  await join();
  await server.settle();
  expect(await interfaceNow(server, customer, virtualInterfaceId)).toMatchObject({
    connectionId: id,
    virtualInterfaceState: 'available',
  });
  expect((await historyOf(server, virtualInterfaceId)).slice(-2)).toEqual([
    `down: Interconnect ${from} joined Lag ${lagId}`,
    'up: Established',
  ]);
});
