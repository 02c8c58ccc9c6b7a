// Virtual interfaces that the owner of a connection allocates to another account, with the official SDK in both protocols.
import {
  AllocatePrivateVirtualInterfaceCommand,
  AllocatePublicVirtualInterfaceCommand,
  ConfirmPrivateVirtualInterfaceCommand,
  ConfirmPublicVirtualInterfaceCommand,
  DeleteVirtualInterfaceCommand,
  DescribeVirtualInterfacesCommand,
} from '@aws-sdk/client-direct-connect';
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import {
  allocatePrivate,
  interfaceIds,
  interfaceNow,
  newVgw,
  PUBLIC_WISH,
  readyPort,
  settleInterfaces,
} from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let partner = { account: '' };
let owner = { account: '' };
let connectionId = '';

beforeEach(async () => {
  partner = { account: newAccount() };
  owner = { account: newAccount() };
  connectionId = await readyPort(server, partner);
});

const allocate = (wish = {}) =>
  allocatePrivate(server, partner, { connectionId, ownerAccount: owner.account }, wish);
const confirm = (virtualInterfaceId: string, as = owner, virtualGatewayId = newVgw()) =>
  server.call('ConfirmPrivateVirtualInterface', { virtualInterfaceId, virtualGatewayId }, as);
const remove = (virtualInterfaceId: string, as: { readonly account: string }) =>
  server.call('DeleteVirtualInterface', { virtualInterfaceId }, as);

describe.each([false, true])('with the official SDK, CBOR %s', (cbor) => {
  test('a private one is allocated, seen by both, confirmed, and deleted by the connection’s owner', async () => {
    const partnersClient = server.client(partner.account, undefined, { cbor });
    const client = server.client(owner.account, undefined, { cbor });
    const made = await partnersClient.send(
      new AllocatePrivateVirtualInterfaceCommand({
        connectionId,
        ownerAccount: owner.account,
        newPrivateVirtualInterfaceAllocation: {
          virtualInterfaceName: 'hosted',
          vlan: 2049,
          asn: 65_000,
          tags: [{ key: 'from', value: 'partner' }],
        },
      }),
    );
    expect(made).toMatchObject({
      ownerAccount: owner.account,
      virtualInterfaceState: 'confirming',
      amazonAddress: '',
      customerAddress: '',
      amazonSideAsn: 7224,
      virtualGatewayId: '',
      directConnectGatewayId: '',
      tags: [{ key: 'from', value: 'partner' }],
      bgpPeers: [{ bgpPeerState: 'pending', bgpStatus: 'down', amazonAddress: '', customerAddress: '' }],
    });
    const { virtualInterfaceId = '', authKey } = made;
    const seen = await client.send(new DescribeVirtualInterfacesCommand({}));
    expect(seen.virtualInterfaces).toMatchObject([
      { virtualInterfaceId, virtualInterfaceState: 'confirming', authKey, tags: [] },
    ]);

    const virtualGatewayId = newVgw();
    const confirmed = await client.send(
      new ConfirmPrivateVirtualInterfaceCommand({ virtualInterfaceId, virtualGatewayId }),
    );
    expect(confirmed.virtualInterfaceState).toBe('pending');
    await settleInterfaces(server);
    const expected = {
      virtualInterfaceState: 'available',
      amazonAddress: expect.stringMatching(/^169\.254\..*\/29$/) as string,
      amazonSideAsn: 64_532,
      virtualGatewayId,
      bgpPeers: [{ bgpPeerState: 'available', bgpStatus: 'up' }],
    };
    const tags = [{ key: 'from', value: 'partner' }];
    expect(await interfaceNow(server, owner, virtualInterfaceId)).toMatchObject({ ...expected, tags });
    expect(await interfaceNow(server, partner, virtualInterfaceId)).toMatchObject({ ...expected, tags: [] });

    const gone = await partnersClient.send(new DeleteVirtualInterfaceCommand({ virtualInterfaceId }));
    expect(gone.virtualInterfaceState).toBe('deleting');
    await server.settle();
    for (const viewer of [owner, partner])
      expect((await interfaceNow(server, viewer, virtualInterfaceId)).virtualInterfaceState).toBe('deleted');
  });

  test('a public one is verified once it is confirmed', async () => {
    const partnersClient = server.client(partner.account, undefined, { cbor });
    const { virtualInterfaceId, ...made } = await partnersClient.send(
      new AllocatePublicVirtualInterfaceCommand({
        connectionId,
        ownerAccount: owner.account,
        newPublicVirtualInterfaceAllocation: PUBLIC_WISH,
      }),
    );
    expect(made).toMatchObject({
      virtualInterfaceState: 'confirming',
      amazonAddress: '175.45.176.1/28',
      amazonSideAsn: 7224,
      routeFilterPrefixes: PUBLIC_WISH.routeFilterPrefixes,
    });
    const { virtualInterfaceState } = await server
      .client(owner.account, undefined, { cbor })
      .send(new ConfirmPublicVirtualInterfaceCommand({ virtualInterfaceId }));
    expect(virtualInterfaceState).toBe('verifying');
    await settleInterfaces(server);
    expect(await interfaceNow(server, owner, virtualInterfaceId ?? '')).toMatchObject({
      virtualInterfaceState: 'available',
      bgpPeers: [{ bgpPeerState: 'available', bgpStatus: 'up' }],
    });
  });
});

describe('an allocation', () => {
  test('is for somebody else', async () => {
    const call = allocatePrivate(server, partner, { connectionId, ownerAccount: partner.account });
    expect(await refusalOf(call)).toEqual(
      clientException('Cannot allocate VirtualInterface for the connection owner.'),
    );
  });

  test('is made by the owner of the connection alone', async () => {
    const to = { connectionId, ownerAccount: partner.account };
    expect(await refusalOf(allocatePrivate(server, owner, to))).toEqual(
      clientException(`Could not find Connection with ID ${connectionId}`),
    );
  });

  test('shows the addresses that it was given at once, and keeps them and its key', async () => {
    const given = { amazonAddress: '10.0.0.1/30', customerAddress: '10.0.0.2/30', authKey: 'secret-key' };
    const { virtualInterfaceId: id, ...made } = await allocate(given);
    expect(made).toMatchObject(given);
    await confirm(id);
    expect(await interfaceNow(server, owner, id)).toMatchObject(given);
    expect((await refusalOf(allocate({ ...given, vlan: 104 }))).message).toMatch(
      /^Address 10.0.0.1 is already in/,
    );
  });

  test('of IPv6 gets its addresses with the confirmation', async () => {
    const { virtualInterfaceId: id, amazonAddress } = await allocate({ addressFamily: 'ipv6' });
    expect(amazonAddress).toBe('');
    await confirm(id);
    expect(await interfaceNow(server, owner, id)).toMatchObject({
      addressFamily: 'ipv6',
      amazonAddress: expect.stringMatching(/^2001:db8:1100:.*[19]\/125$/) as string,
      customerAddress: expect.stringMatching(/^2001:db8:1100:.*[6e]\/125$/) as string,
    });
  });

  test('shows the Region’s own AS number of Amazon until then', async () => {
    const there = { ...partner, region: 'eu-west-1' };
    const order = await server.call('DescribeLocations', {}, there);
    const id = await readyPort(server, there, { location: order.locations?.[0]?.locationCode ?? '' });
    const made = await allocatePrivate(server, there, { connectionId: id, ownerAccount: owner.account });
    expect(made.amazonSideAsn).toBe(9059);
    expect(await interfaceIds(server, owner)).toEqual([]);
    expect(await interfaceIds(server, { ...owner, region: 'eu-west-1' })).toEqual([made.virtualInterfaceId]);
  });
});

describe('a confirmation', () => {
  test('is the owner’s, once', async () => {
    const { virtualInterfaceId: id } = await allocate();
    expect((await refusalOf(confirm(id, partner))).message).toMatch(/only its owner can confirm it$/);
    await confirm(id);
    expect(await refusalOf(confirm(id))).toEqual(
      clientException(`ConfirmPrivateVirtualInterface failed. ${id} is in state available`),
    );
  });

  test('fits the type', async () => {
    const { virtualInterfaceId: id } = await allocate();
    const wrong = server.call('ConfirmPublicVirtualInterface', { virtualInterfaceId: id }, owner);
    expect(await refusalOf(wrong)).toEqual(
      clientException(`ConfirmPublicVirtualInterface failed. ${id} is a private virtual interface`),
    );
  });

  test('names one gateway, which is the owner’s, and writes nothing otherwise', async () => {
    const { virtualInterfaceId } = await allocate();
    const refused = async (wish: object) =>
      (await refusalOf(server.call('ConfirmPrivateVirtualInterface', { virtualInterfaceId, ...wish }, owner)))
        .message;
    const one = 'Give one of virtualGatewayId and directConnectGatewayId';
    const gateway = 'e72d611c-aa39-4fd2-a1d7-da0484ad38fe';
    expect(await refused({})).toBe(one);
    expect(await refused({ virtualGatewayId: newVgw(), directConnectGatewayId: gateway })).toBe(one);
    expect(await refused({ directConnectGatewayId: gateway })).toBe(
      `Direct Connect Gateway ${gateway} does not exist.`,
    );
    expect(await refused({ directConnectGatewayId: 'dxgw-1' })).toBe(
      'Direct Connect Gateway ID dxgw-1 has an invalid format.',
    );
    expect((await interfaceNow(server, owner, virtualInterfaceId)).virtualInterfaceState).toBe('confirming');
  });

  test('compares the two sides’ AS numbers', async () => {
    const { virtualInterfaceId: id } = await allocate({ asn: 64_532 });
    expect(await refusalOf(confirm(id))).toEqual(
      clientException('BGP ASN 64532 must be different from the Amazon side ASN'),
    );
  });
});

describe('before the confirmation', () => {
  test('its owner rejects it, with no tags to see', async () => {
    const { virtualInterfaceId: id, authKey } = await allocate({ tags: [{ key: 'a', value: 'b' }] });
    expect(await remove(id, owner)).toEqual({ virtualInterfaceState: 'rejected' });
    expect(await interfaceNow(server, owner, id)).toMatchObject({
      virtualInterfaceState: 'rejected',
      asn: 65_000,
      authKey,
      bgpPeers: [],
      tags: [],
    });
    expect((await interfaceNow(server, partner, id)).tags).toEqual([{ key: 'a', value: 'b' }]);
    expect(await refusalOf(confirm(id))).toEqual(
      clientException(`ConfirmPrivateVirtualInterface failed. ${id} is in state rejected`),
    );
    // Its VLAN is free again.
    await allocate();
    await server.operator('POST', '/clock/advance', { by: '16m' });
    expect(await interfaceIds(server, owner)).not.toContain(id);
  });

  test('the connection’s owner withdraws it', async () => {
    const { virtualInterfaceId: id } = await allocate({ tags: [{ key: 'a', value: 'b' }] });
    expect(await remove(id, partner)).toEqual({ virtualInterfaceState: 'deleting' });
    await server.settle();
    expect(await interfaceNow(server, owner, id)).toMatchObject({
      virtualInterfaceState: 'deleted',
      tags: [],
    });
  });

  test('the connection’s owner is told whose it is, on what is its owner’s alone', async () => {
    const { virtualInterfaceId } = await allocate();
    const newBGPPeer = { addressFamily: 'ipv6', asn: 65_000 } as const;
    const calls = {
      'list its routes': () => server.call('ListVirtualInterfaceRoutes', { virtualInterfaceId }, partner),
      'confirm it': () => confirm(virtualInterfaceId, partner),
      'test its failover': () => server.call('StartBgpFailoverTest', { virtualInterfaceId }, partner),
      'stop its failover test': () => server.call('StopBgpFailoverTest', { virtualInterfaceId }, partner),
      'create its BGP peers': () => server.call('CreateBGPPeer', { virtualInterfaceId, newBGPPeer }, partner),
      'delete its BGP peers': () =>
        server.call('DeleteBGPPeer', { virtualInterfaceId, bgpPeerId: 'dxpeer-fgnothin' }, partner),
    };
    for (const [act, call] of Object.entries(calls)) {
      expect(await refusalOf(call())).toEqual(
        clientException(
          `Virtual Interface ${virtualInterfaceId} belongs to another account: only its owner can ${act}`,
        ),
      );
    }
  });

  test('a stranger sees and touches nothing', async () => {
    const stranger = { account: newAccount() };
    const { virtualInterfaceId: id } = await allocate();
    expect(await interfaceIds(server, stranger)).toEqual([]);
    expect(await interfaceIds(server, stranger, { connectionId })).toEqual([]);
    const unknown = clientException(`Virtual Interface ${id} does not exist.`);
    expect(await refusalOf(remove(id, stranger))).toEqual(unknown);
    expect(await refusalOf(confirm(id, stranger))).toEqual(unknown);
    expect((await interfaceNow(server, owner, id)).virtualInterfaceState).toBe('confirming');
  });
});
