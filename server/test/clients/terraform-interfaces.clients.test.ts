// The calls of the Terraform provider's resources above a port, with its waiters [TF]; boto3 makes them.
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { newVgw, PUBLIC_WISH } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import { type BotoClient, useBoto } from './boto.testing.ts';
import {
  arnOf,
  attributesOf,
  configured,
  destroyInterface,
  findInterface,
  type Kind,
  tagsOf,
  waitForInterface,
} from './terraform-interfaces.testing.ts';
import { newGateway } from './terraform-gateways.testing.ts';
import { waitForState } from './waiter.testing.ts';

const server = useServer({ process: true, flags: ['--lifecycle', 'fast'] });
const boto = useBoto(server);
const account = newAccount();
let dx: BotoClient;
let connectionId = '';
let gateways = { private: '', transit: '' };
let vlan = 2048;

beforeAll(async () => {
  dx = boto({ account });
  const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'tf-acc' };
  connectionId = (await dx.call('CreateConnection', order)).connectionId ?? '';
  gateways = { private: await newGateway(dx, 64_512), transit: await newGateway(dx, 64_513) };
  const stateNow = async () =>
    (await dx.call('DescribeConnections', { connectionId })).connections?.[0]?.connectionState;
  await waitForState(stateNow, { pending: ['pending', 'ordering', 'requested'], target: ['available'] });
});

/** What every configuration of these resources has; the provider sends its defaults too. */
const session = () => ({
  virtualInterfaceName: 'tf-acc',
  vlan: (vlan += 1),
  asn: 65_352,
  addressFamily: 'ipv4' as const,
});
const jumbo = { mtu: 1500, enableSiteLink: false };
const pairs = [
  { amazonAddress: '175.45.176.1/28', customerAddress: '175.45.176.2/28' },
  { amazonAddress: '175.45.176.3/28', customerAddress: '175.45.176.4/28' },
];
const { routeFilterPrefixes } = PUBLIC_WISH;
const privateWish = () => ({ ...session(), ...jumbo });
const addressed = {
  amazonAddress: '169.254.7.1/30',
  customerAddress: '169.254.7.2/30',
  authKey: 'TfAccKey-1',
};

/** Orders one, and waits as the provider does. */
const CREATIONS = {
  'aws_dx_private_virtual_interface on a virtual private gateway': async () => {
    const wish = { ...privateWish(), virtualGatewayId: newVgw() };
    return { kind: 'private' as const, wish, made: await makePrivate(wish) };
  },
  'aws_dx_private_virtual_interface on a Direct Connect gateway': async () => {
    const wish = { ...privateWish(), ...addressed, directConnectGatewayId: gateways.private };
    return { kind: 'private' as const, wish, made: await makePrivate(wish) };
  },
  aws_dx_transit_virtual_interface: async () => {
    const wish = { ...privateWish(), directConnectGatewayId: gateways.transit };
    const newTransitVirtualInterface = { ...wish, tags };
    const answer = await dx.call('CreateTransitVirtualInterface', {
      connectionId,
      newTransitVirtualInterface,
    });
    return { kind: 'transit' as const, wish, made: answer.virtualInterface };
  },
  aws_dx_public_virtual_interface: async () => {
    const wish = { ...session(), ...pairs[0], routeFilterPrefixes };
    const newPublicVirtualInterface = { ...wish, tags };
    const made = await dx.call('CreatePublicVirtualInterface', { connectionId, newPublicVirtualInterface });
    return { kind: 'public' as const, wish, made };
  },
} as const;
const tags = [
  { key: 'key1', value: 'value1' },
  { key: 'Name', value: 'tf-acc' },
];

function makePrivate(wish: ReturnType<typeof privateWish>) {
  const newPrivateVirtualInterface = { ...wish, tags };
  return dx.call('CreatePrivateVirtualInterface', { connectionId, newPrivateVirtualInterface });
}

describe.concurrent('a resource of its owner', () => {
  test.for(Object.entries(CREATIONS))('%s', async ([, create]) => {
    const { kind, wish, made } = await create();
    const id = made?.virtualInterfaceId ?? '';
    await waitForInterface(dx, id, kind);
    const read = await attributesOf(dx, id);
    expect(read).toMatchObject({ ...configured(wish), connectionId, ownerAccount: account });
    // Nothing that is computed is still open, or the next plan would show it.
    expect(read).toMatchObject({ device: expect.stringMatching(/^EqDC2-/) as string, kind });
    for (const computed of ['amazonAddress', 'customerAddress', 'authKey', 'amazonSideAsn'])
      expect(read).toHaveProperty(computed, expect.anything());
    // With skip_requesting_account_id the provider knows no account.
    for (const known of [account, ''])
      expect(await tagsOf(dx, known, id)).toEqual({ key1: 'value1', Name: 'tf-acc' });

    // Up, it is what it was while it came up: an empty plan.
    await waitForState(async () => (await findInterface(dx, id))?.virtualInterfaceState, {
      pending: ['pending', 'verifying', 'down'],
      target: ['available'],
    });
    const { jumboFrameCapable: _, ...before } = read;
    expect(await attributesOf(dx, id)).toMatchObject(before);

    await retag(id);
    if ('mtu' in wish) await change(id, kind, { mtu: 8500 }, { mtu: 8500 });
    if ('directConnectGatewayId' in wish)
      await change(id, kind, { enableSiteLink: true }, { mtu: 8500, siteLinkEnabled: true });

    await destroyInterface(dx, id);
    await destroyInterface(dx, id);
  });
});

async function retag(id: string): Promise<void> {
  const resourceArn = arnOf(account, id);
  await dx.call('UntagResource', { resourceArn, tagKeys: ['key1'] });
  await dx.call('TagResource', { resourceArn, tags: [{ key: 'key2', value: 'value2' }] });
  expect(await tagsOf(dx, account, id)).toEqual({ key2: 'value2', Name: 'tf-acc' });
}

/** An update in place: one attribute a call, then the waiter, then a refresh that shows it and nothing else. */
async function change(id: string, kind: Kind, wish: object, shows: object): Promise<void> {
  const { jumboFrameCapable: _, ...before } = await attributesOf(dx, id);
  await dx.call('UpdateVirtualInterfaceAttributes', { virtualInterfaceId: id, ...wish });
  await waitForInterface(dx, id, kind);
  expect(await attributesOf(dx, id)).toMatchObject({ ...before, ...shows });
}

describe.concurrent('a resource of two accounts', () => {
  const ownerAccount = newAccount();
  const hosted = () => ({ connectionId, ownerAccount });

  const ALLOCATIONS = {
    aws_dx_hosted_private_virtual_interface: async () => {
      const wish = { ...session(), mtu: 1500 };
      const newPrivateVirtualInterfaceAllocation = wish;
      const made = await dx.call('AllocatePrivateVirtualInterface', {
        ...hosted(),
        newPrivateVirtualInterfaceAllocation,
      });
      const accept = async (by: BotoClient, virtualInterfaceId = '') => {
        const leads = { virtualGatewayId: newVgw() };
        await by.call('ConfirmPrivateVirtualInterface', { virtualInterfaceId, ...leads });
        return leads;
      };
      return { kind: 'private' as const, wish, made, accept };
    },
    aws_dx_hosted_transit_virtual_interface: async () => {
      const wish = { ...session(), mtu: 8500 };
      const { virtualInterface: made } = await dx.call('AllocateTransitVirtualInterface', {
        ...hosted(),
        newTransitVirtualInterfaceAllocation: wish,
      });
      const accept = async (by: BotoClient, virtualInterfaceId = '') => {
        const leads = { directConnectGatewayId: await newGateway(by, 64_514) };
        await by.call('ConfirmTransitVirtualInterface', { virtualInterfaceId, ...leads });
        return leads;
      };
      return { kind: 'transit' as const, wish, made, accept };
    },
    aws_dx_hosted_public_virtual_interface: async () => {
      const wish = { ...session(), ...pairs[1], routeFilterPrefixes };
      const made = await dx.call('AllocatePublicVirtualInterface', {
        ...hosted(),
        newPublicVirtualInterfaceAllocation: wish,
      });
      const accept = async (by: BotoClient, virtualInterfaceId = '') => {
        await by.call('ConfirmPublicVirtualInterface', { virtualInterfaceId });
        return {};
      };
      return { kind: 'public' as const, wish, made, accept };
    },
  } as const;

  test.for(Object.entries(ALLOCATIONS))('%s, and its accepter', async ([, allocate]) => {
    const owner = boto({ account: ownerAccount });
    const { kind, wish, made, accept } = await allocate();
    const id = made?.virtualInterfaceId ?? '';
    await waitForInterface(dx, id, kind, 'allocator');
    const given = { ...configured(wish), kind, connectionId, ownerAccount };
    expect(await attributesOf(dx, id)).toMatchObject(given);

    const leads = await accept(owner, id);
    await waitForInterface(owner, id, kind, 'accepter');
    await owner.call('TagResource', { resourceArn: arnOf(ownerAccount, id), tags });
    // In another state the accepter would leave the state file.
    const { virtualInterfaceState } = (await findInterface(owner, id)) ?? {};
    expect(['available', 'down', 'verifying']).toContain(virtualInterfaceState);
    expect(await attributesOf(owner, id)).toMatchObject({ kind, ...leads });
    expect(await tagsOf(owner, ownerAccount, id)).toEqual({ key1: 'value1', Name: 'tf-acc' });
    // What the allocator has configured is still so.
    expect(await attributesOf(dx, id)).toMatchObject(given);

    // The accepter's destroy makes no call; the allocator's ends it for both.
    await destroyInterface(dx, id);
    expect(await findInterface(owner, id)).toBeUndefined();
  });
});

test('aws_dx_bgp_peer: found by its family and ASN, destroyed by its ASN and address; the last one stays', async () => {
  const wish = { ...privateWish(), virtualGatewayId: newVgw() };
  const { virtualInterfaceId: id = '' } = await makePrivate(wish);
  await waitForInterface(dx, id, 'private');
  const find = async (family: string, asn: number) => {
    const peers = (await findInterface(dx, id))?.bgpPeers ?? [];
    const [found, ...more] = peers.filter((peer) => peer.addressFamily === family && peer.asn === asn);
    expect(more).toEqual([]);
    return found?.bgpPeerState === 'deleted' ? undefined : found;
  };
  const newBGPPeer = { addressFamily: 'ipv6', asn: 65_351 } as const;
  await dx.call('CreateBGPPeer', { virtualInterfaceId: id, newBGPPeer });
  const stateNow = async () => (await find('ipv6', 65_351))?.bgpPeerState;
  await waitForState(stateNow, { pending: ['pending'], target: ['available', 'verifying'] });
  const peer = await find('ipv6', 65_351);
  expect(peer).toMatchObject({
    awsDeviceV2: expect.any(String) as string,
    bgpPeerId: expect.any(String) as string,
  });
  const { bgpStatus: _, ...computed } = peer ?? {};
  expect(await find('ipv6', 65_351)).toMatchObject(computed);

  const remove = (asn: number, customerAddress = '') =>
    dx.call('DeleteBGPPeer', { virtualInterfaceId: id, asn, customerAddress });
  await remove(65_351, peer?.customerAddress);
  await waitForState(stateNow, {
    pending: ['available', 'deleting', 'pending', 'verifying'],
    target: ['not found'],
  });
  const last = await find('ipv4', 65_352);
  await expect(remove(65_352, last?.customerAddress)).rejects.toThrow(
    'The last BGP Peer on a Virtual Interface cannot be deleted',
  );
  await destroyInterface(dx, id);
});
