// Virtual interfaces on Direct Connect gateways: private and transit ones, with their attachments.
import {
  ConfirmTransitVirtualInterfaceCommand,
  CreateTransitVirtualInterfaceCommand,
} from '@aws-sdk/client-direct-connect';
import { beforeEach, describe, expect, test } from 'vitest';
import type { NewTransitVirtualInterface } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { readyGateway } from '../support/gateways.ts';
import {
  allocatePrivate,
  interfaceNow,
  orderPrivate,
  readyPort,
  settleInterfaces,
  shown,
} from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };
let connectionId = '';
let directConnectGatewayId = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  connectionId = await readyPort(server, caller);
  directConnectGatewayId = await newGateway();
});

const newGateway = (as = caller, amazonSideAsn = 64_999) => readyGateway(server, as, { amazonSideAsn });

const orderPrivateOn = (id: string, wish: object = {}) =>
  orderPrivate(server, caller, connectionId, { directConnectGatewayId: id, ...wish });

async function orderTransit(wish: NewTransitVirtualInterface = {}, on = connectionId) {
  const standard = { virtualInterfaceName: 'transit', vlan: 201, asn: 65_000, directConnectGatewayId };
  const newTransitVirtualInterface = { ...standard, ...wish };
  const input = { connectionId: on, newTransitVirtualInterface };
  return shown((await server.call('CreateTransitVirtualInterface', input, caller)).virtualInterface);
}

async function attachments(filter: object, as = caller) {
  const answer = await server.call('DescribeDirectConnectGatewayAttachments', filter, as);
  return answer.directConnectGatewayAttachments ?? [];
}

describe('a private one', () => {
  test('has the gateway’s AS number, SiteLink if it wants, and an attachment that follows it', async () => {
    const made = await orderPrivateOn(directConnectGatewayId, { enableSiteLink: true });
    const { virtualInterfaceId } = made;
    expect(made).toMatchObject({
      amazonSideAsn: 64_999,
      directConnectGatewayId,
      virtualGatewayId: '',
      siteLinkEnabled: true,
      customerRouterConfig: expect.stringContaining('<amazon_bgp_asn>64999</amazon_bgp_asn>') as string,
    });
    const attachment = {
      directConnectGatewayId,
      virtualInterfaceId,
      virtualInterfaceRegion: 'us-east-1',
      virtualInterfaceOwnerAccount: caller.account,
      attachmentType: 'privateVirtualInterface',
    };
    expect(await attachments({ directConnectGatewayId })).toMatchObject([
      { ...attachment, attachmentState: 'attached' },
    ]);
    await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
    await server.settle();
    expect(await attachments({ directConnectGatewayId })).toEqual([]);
  });

  test('does not want somebody else’s gateway', async () => {
    const id = await newGateway({ account: newAccount() });
    expect(await refusalOf(orderPrivateOn(id))).toEqual(
      clientException(`Direct Connect Gateway ${id} does not exist.`),
    );
  });

  test('has another AS number than the gateway', async () => {
    expect(await refusalOf(orderPrivateOn(directConnectGatewayId, { asn: 64_999 }))).toEqual(
      clientException('BGP ASN 64999 must be different from the Amazon side ASN'),
    );
  });

  test('takes of the gateway’s 10,000 prefixes', async () => {
    const all = { prefixPoolAllocatedCountIpv4: 1000, prefixPoolAllocatedCountIpv6: 1000 };
    for (let vlan = 1; vlan <= 5; vlan += 1) await orderPrivateOn(directConnectGatewayId, { vlan, ...all });
    const other = await readyPort(server, caller);
    expect(await refusalOf(orderPrivate(server, caller, other, { directConnectGatewayId }))).toEqual(
      clientException(
        `Direct Connect Gateway ${directConnectGatewayId} has 0 of 10000 prefixes unallocated: 200 do not fit`,
      ),
    );
  });

  test('is one of thirty', async () => {
    for (let vlan = 1; vlan <= 30; vlan += 1) await orderPrivateOn(directConnectGatewayId, { vlan });
    expect(await refusalOf(orderPrivateOn(directConnectGatewayId, { vlan: 31 }))).toEqual(
      clientException('You have reached the limit of 30 virtual interfaces on a Direct Connect gateway'),
    );
  });

  test('that was allocated leads to its owner’s gateway, not to the allocator’s', async () => {
    const owner = { account: newAccount() };
    const to = { connectionId, ownerAccount: owner.account };
    const { virtualInterfaceId } = await allocatePrivate(server, caller, to);
    const confirm = (id: string) =>
      server.call(
        'ConfirmPrivateVirtualInterface',
        { virtualInterfaceId, directConnectGatewayId: id },
        owner,
      );
    expect(await refusalOf(confirm(directConnectGatewayId))).toEqual(
      clientException(`Direct Connect Gateway ${directConnectGatewayId} does not exist.`),
    );
    const own = await newGateway(owner, 4_200_000_000);
    await confirm(own);
    expect(await interfaceNow(server, caller, virtualInterfaceId)).toMatchObject({
      amazonSideAsn: 4_200_000_000,
      directConnectGatewayId: own,
    });
    expect(await attachments({ virtualInterfaceId }, owner)).toHaveLength(1);
  });
});

describe('a transit one', () => {
  test.each([false, true])('is ordered with the official SDK, CBOR %s', async (cbor) => {
    const { virtualInterface } = await server.client(caller.account, undefined, { cbor }).send(
      new CreateTransitVirtualInterfaceCommand({
        connectionId,
        newTransitVirtualInterface: {
          virtualInterfaceName: 'transit',
          vlan: 201,
          asn: 65_000,
          mtu: 8500,
          enableSiteLink: true,
          directConnectGatewayId,
        },
      }),
    );
    expect(virtualInterface).toMatchObject({
      virtualInterfaceType: 'transit',
      virtualInterfaceState: 'pending',
      mtu: 8500,
      siteLinkEnabled: true,
      amazonSideAsn: 64_999,
    });
    const { virtualInterfaceId = '' } = virtualInterface ?? {};
    expect(await attachments({ virtualInterfaceId })).toMatchObject([
      { attachmentType: 'transitVirtualInterface' },
    ]);
    await settleInterfaces(server);
    expect((await interfaceNow(server, caller, virtualInterfaceId)).virtualInterfaceState).toBe('available');
  });

  test('and private ones do not meet on one gateway', async () => {
    await orderTransit();
    expect((await refusalOf(orderPrivateOn(directConnectGatewayId))).message).toContain(
      'cannot have a private virtual interface',
    );
    const other = await newGateway();
    await orderPrivateOn(other);
    expect((await refusalOf(orderTransit({ vlan: 202, directConnectGatewayId: other }))).message).toContain(
      'cannot have a transit virtual interface',
    );
  });

  test('is one of four on a connection', async () => {
    for (let vlan = 1; vlan <= 4; vlan += 1) await orderTransit({ vlan });
    expect(await refusalOf(orderTransit({ vlan: 5 }))).toEqual(
      clientException(
        `You have reached the limit of 4 transit virtual interfaces on Connection ${connectionId}`,
      ),
    );
  });

  test.each([false, true])('is allocated and confirmed, CBOR %s', async (cbor) => {
    const owner = { account: newAccount() };
    const { virtualInterface } = await server.call(
      'AllocateTransitVirtualInterface',
      {
        connectionId,
        ownerAccount: owner.account,
        newTransitVirtualInterfaceAllocation: { virtualInterfaceName: 'hosted', vlan: 203, asn: 65_000 },
      },
      { ...caller, protocol: cbor ? 'cbor' : 'json' },
    );
    expect(virtualInterface).toMatchObject({ virtualInterfaceState: 'confirming', amazonSideAsn: 7224 });
    const { virtualInterfaceId } = shown(virtualInterface);
    const own = await newGateway(owner);
    const confirmed = await server
      .client(owner.account, undefined, { cbor })
      .send(new ConfirmTransitVirtualInterfaceCommand({ virtualInterfaceId, directConnectGatewayId: own }));
    expect(confirmed.virtualInterfaceState).toBe('pending');
    await settleInterfaces(server);
    expect(await interfaceNow(server, owner, virtualInterfaceId)).toMatchObject({
      virtualInterfaceState: 'available',
      directConnectGatewayId: own,
      amazonSideAsn: 64_999,
    });
  });
});
