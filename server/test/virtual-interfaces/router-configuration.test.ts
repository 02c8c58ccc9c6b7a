// DescribeRouterConfiguration: for whom, for which routers, and what stands in it.
import { beforeEach, expect, test } from 'vitest';
import { routerTypes } from '../../src/domain/router-config/router-types.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { allocatePrivate } from '../support/hosted.ts';
import { orderPrivate, readyPort } from '../support/interfaces.ts';
import { orderLag } from '../support/lags.ts';
import { addKey } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const FRR = 'FRRouting-LinuxRouters-FRR84';
let caller = { account: '' };
let connectionId = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  connectionId = await readyPort(server, caller, { connectionName: 'to the office' });
});

const read = (virtualInterfaceId: string, routerTypeIdentifier: string | undefined = FRR, as = caller) =>
  server.call(
    'DescribeRouterConfiguration',
    { virtualInterfaceId, ...(routerTypeIdentifier === undefined ? {} : { routerTypeIdentifier }) },
    as,
  );

test('says what was configured, for every kind of router', async () => {
  const made = await orderPrivate(server, caller, connectionId, {
    virtualInterfaceName: 'office',
    vlan: 1_234,
  });
  const { virtualInterfaceId } = made;
  for (const router of routerTypes) {
    const answer = await read(virtualInterfaceId, router.routerTypeIdentifier);
    expect(answer).toMatchObject({ router, virtualInterfaceId, virtualInterfaceName: 'office' });
    const text = answer.customerRouterConfig ?? '';
    const address = (cidr = '') => cidr.replace(/\/.*/, '');
    for (const part of ['1234', address(made.amazonAddress), address(made.customerAddress), made.authKey]) {
      expect(text).toContain(part);
    }
  }
  expect((await read(virtualInterfaceId)).customerRouterConfig).toContain(`${connectionId} to the office`);
});

test('follows the peers and the LAG', async () => {
  const { lagId } = await orderLag(server, caller, { lagName: 'bundle' });
  await server.settle();
  const { virtualInterfaceId } = await orderPrivate(server, caller, lagId);
  const newBGPPeer = { addressFamily: 'ipv6', asn: 64_600 } as const;
  const { virtualInterface } = await server.call('CreateBGPPeer', { virtualInterfaceId, newBGPPeer }, caller);
  const [, v6] = virtualInterface?.bgpPeers ?? [];
  const both = (await read(virtualInterfaceId)).customerRouterConfig ?? '';
  expect(both).toContain('64600');
  expect(both).toContain(`${lagId} bundle`);
  await server.call('DeleteBGPPeer', { virtualInterfaceId, bgpPeerId: v6?.bgpPeerId ?? '' }, caller);
  expect((await read(virtualInterfaceId)).customerRouterConfig).not.toContain('64600');
});

test('names the MACsec keys of the port', async () => {
  const secure = await readyPort(server, caller, { requestMACSec: true });
  const { ckn = '' } = await addKey(server, caller, secure);
  const { virtualInterfaceId } = await orderPrivate(server, caller, secure);
  expect((await read(virtualInterfaceId)).customerRouterConfig).toContain(ckn);
  await server.call('UpdateConnection', { connectionId: secure, encryptionMode: 'no_encrypt' }, caller);
  expect((await read(virtualInterfaceId)).customerRouterConfig).not.toContain(ckn);
});

test('is for the connection’s owner once a hosted one is accepted', async () => {
  const { id, owner, confirm } = await allocatePrivate(server, caller, connectionId, 9);
  const noAddresses = clientException(
    `Virtual Interface ${id} has no addresses yet: it is waiting for its owner`,
  );
  expect(await refusalOf(read(id))).toEqual(noAddresses);
  expect(await refusalOf(read(id, FRR, owner))).toEqual(noAddresses);
  await confirm();
  expect((await read(id)).customerRouterConfig).toContain('to the office');
  expect(await refusalOf(read(id, FRR, owner))).toEqual(
    clientException(
      `Virtual Interface ${id} is accepted: only the owner of its connection can read its router configuration`,
    ),
  );
  expect(await refusalOf(read(id, FRR, { account: newAccount() }))).toEqual(
    clientException(`Virtual Interface ${id} does not exist.`),
  );
});

test('before that its owner reads it too, but not what the other calls the connection', async () => {
  const owner = { account: newAccount() };
  const { virtualInterfaceId = '' } = await server.call(
    'AllocatePrivateVirtualInterface',
    {
      connectionId,
      ownerAccount: owner.account,
      newPrivateVirtualInterfaceAllocation: {
        virtualInterfaceName: 'h',
        vlan: 9,
        asn: 65_000,
        amazonAddress: '192.168.1.1/30',
        customerAddress: '192.168.1.2/30',
      },
    },
    caller,
  );
  const text = (await read(virtualInterfaceId, FRR, owner)).customerRouterConfig;
  expect(text).toContain('192.168.1.1');
  expect(text).not.toContain('to the office');
});

test('wants a kind of router that it knows, and an interface that lives', async () => {
  const { virtualInterfaceId } = await orderPrivate(server, caller, connectionId);
  expect((await refusalOf(read(virtualInterfaceId, 'Cisco'))).message).toMatch(
    /^Router Type Cisco is not valid: one of CiscoSystemsInc-2900/,
  );
  expect(
    (await refusalOf(server.call('DescribeRouterConfiguration', { virtualInterfaceId }, caller))).message,
  ).toMatch(/^routerTypeIdentifier is missing: one of/);
  await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
  expect(await refusalOf(read(virtualInterfaceId))).toEqual(
    clientException(`Virtual Interface ${virtualInterfaceId} does not exist.`),
  );
});
