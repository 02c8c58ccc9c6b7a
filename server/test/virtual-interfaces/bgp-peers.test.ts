// CreateBGPPeer and DeleteBGPPeer: a second family, there and back.
import { beforeEach, describe, expect, test } from 'vitest';
import type { NewBGPPeer } from '../../src/model/types.gen.ts';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { interfaceNow, orderPrivate, readyPort, type Shown, shown } from '../support/interfaces.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };
let connectionId = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  connectionId = await readyPort(server, caller);
});

const add = async (virtualInterfaceId: string, newBGPPeer: NewBGPPeer = {}, as = caller) =>
  shown((await server.call('CreateBGPPeer', { virtualInterfaceId, newBGPPeer }, as)).virtualInterface);
const remove = async (virtualInterfaceId: string, name: object, as = caller) =>
  shown((await server.call('DeleteBGPPeer', { virtualInterfaceId, ...name }, as)).virtualInterface);
const now = (id: string) => interfaceNow(server, caller, id);
const families = ({ bgpPeers }: Shown) =>
  bgpPeers.map(({ addressFamily, bgpPeerState, bgpStatus }) => [addressFamily, bgpPeerState, bgpStatus]);

async function upPrivate(): Promise<Shown> {
  const { virtualInterfaceId } = await orderPrivate(server, caller, connectionId);
  await passSeconds(server, 1);
  return now(virtualInterfaceId);
}

async function upPublic(addressFamily: 'ipv4' | 'ipv6' = 'ipv4'): Promise<Shown> {
  const addresses =
    addressFamily === 'ipv6' ? {} : { amazonAddress: '175.45.176.1/28', customerAddress: '175.45.176.2/28' };
  const cidr = addressFamily === 'ipv6' ? '2001:db8:1::/48' : '210.52.109.0/24';
  const newPublicVirtualInterface = {
    virtualInterfaceName: 'public',
    vlan: 201,
    asn: 65_000,
    addressFamily,
    ...addresses,
    routeFilterPrefixes: [{ cidr }],
  };
  const made = await server.call(
    'CreatePublicVirtualInterface',
    { connectionId, newPublicVirtualInterface },
    caller,
  );
  await passSeconds(server, 1);
  return now(made.virtualInterfaceId ?? '');
}

describe('CreateBGPPeer', () => {
  test('adds a family beside the one that goes on', async () => {
    const { virtualInterfaceId, bgpPeers } = await upPrivate();
    const made = await add(virtualInterfaceId, { addressFamily: 'ipv6', asn: 64_600 });
    expect(made.virtualInterfaceState).toBe('available');
    expect(families(made)).toEqual([
      ['ipv4', 'available', 'up'],
      ['ipv6', 'pending', 'down'],
    ]);
    const [first, second] = made.bgpPeers;
    expect(first).toEqual(bgpPeers[0]);
    expect(second).toMatchObject({
      bgpPeerId: expect.stringMatching(/^dxpeer-f[fgh][a-z0-9]{6}$/) as string,
      asn: 64_600,
      asnLong: 64_600,
      authKey: expect.stringMatching(/^0x[\w.]{22}$/) as string,
      amazonAddress: expect.stringMatching(/^[0-9a-f:]+\/125$/) as string,
      customerAddress: expect.stringMatching(/^[0-9a-f:]+\/125$/) as string,
    });
    // The older members go on mirroring IPv4 [CLI]; the document has both.
    expect(made).toMatchObject({ asn: 65_000, addressFamily: 'ipv4' });
    expect(made.customerRouterConfig).toContain('<ipv6_bgp_asn>64600</ipv6_bgp_asn>');
    await passSeconds(server, 1);
    expect(families(await now(virtualInterfaceId))).toEqual([
      ['ipv4', 'available', 'up'],
      ['ipv6', 'available', 'up'],
    ]);
  });

  test('takes addresses and a key that are given', async () => {
    const { virtualInterfaceId } = await upPublic('ipv6');
    const given = {
      asn: 65_000,
      authKey: 'secret-key',
      amazonAddress: '175.45.176.1/28',
      customerAddress: '175.45.176.2/28',
    };
    const made = await add(virtualInterfaceId, given);
    expect(made.bgpPeers[1]).toMatchObject({ ...given, addressFamily: 'ipv4' });
  });

  test('verifies those of public ones, which stay as they are', async () => {
    const { virtualInterfaceId, virtualInterfaceState } = await upPublic();
    expect(virtualInterfaceState).toBe('available');
    const made = await add(virtualInterfaceId, { addressFamily: 'ipv6', asn: 65_000 });
    expect(made.virtualInterfaceState).toBe('available');
    expect(families(made)).toEqual([
      ['ipv4', 'available', 'up'],
      ['ipv6', 'verifying', 'down'],
    ]);
    await passSeconds(server, 1);
    expect(families(await now(virtualInterfaceId))[1]).toEqual(['ipv6', 'available', 'up']);
  });

  test('refuses what cannot be', async () => {
    const { virtualInterfaceId, bgpPeers } = await upPrivate();
    const refused = async (wish: NewBGPPeer) => (await refusalOf(add(virtualInterfaceId, wish))).message;
    expect(await refused({ asn: 65_001 })).toBe(
      `Virtual Interface ${virtualInterfaceId} already has a BGP peer for ipv4: ${bgpPeers[0]?.bgpPeerId}`,
    );
    const v6 = { addressFamily: 'ipv6' } as const;
    expect(await refused({ ...v6, asn: -94_967_296 })).toBe(
      'BGP ASN -94967296 must have value greater than or equal to 1',
    );
    expect(await refused({ ...v6, asn: 64_532 })).toMatch(/must be different from the Amazon side ASN/);
    expect(await refused({ ...v6, authKey: 'short' })).toMatch(/authKey/);
    expect(
      await refused({ ...v6, amazonAddress: '2001:db8::1/125', customerAddress: '2001:db8::2/125' }),
    ).toMatch(/cannot be given for IPv6/);
    expect((await now(virtualInterfaceId)).bgpPeers).toHaveLength(1);

    const address = 'Amazon Address and Customer Address are required';
    const { virtualInterfaceId: publicId } = await upPublic('ipv6');
    expect((await refusalOf(add(publicId, { asn: 65_000 }))).message).toContain(address);
    expect((await refusalOf(server.call('CreateBGPPeer', { newBGPPeer: {} }, caller))).message).toContain(
      "'virtualInterfaceId'",
    );
    expect((await refusalOf(server.call('CreateBGPPeer', { virtualInterfaceId }, caller))).message).toContain(
      "'newBGPPeer'",
    );
  });

  test('is for the owner alone, and for what lives', async () => {
    const { virtualInterfaceId } = await upPrivate();
    const unknown = clientException(`Virtual Interface ${virtualInterfaceId} does not exist.`);
    const wish: NewBGPPeer = { addressFamily: 'ipv6' };
    expect(await refusalOf(add(virtualInterfaceId, wish, { account: newAccount() }))).toEqual(unknown);
    await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
    expect(await refusalOf(add(virtualInterfaceId, wish))).toEqual(unknown);
  });

  test('waits until the owner of an allocated one has confirmed it', async () => {
    const owner = { account: newAccount() };
    const newPrivateVirtualInterfaceAllocation = { virtualInterfaceName: 'h', vlan: 9, asn: 65_000 };
    const { virtualInterfaceId = '' } = await server.call(
      'AllocatePrivateVirtualInterface',
      { connectionId, ownerAccount: owner.account, newPrivateVirtualInterfaceAllocation },
      caller,
    );
    const wish: NewBGPPeer = { addressFamily: 'ipv6' };
    expect(await refusalOf(add(virtualInterfaceId, wish, owner))).toEqual(
      clientException(`Virtual Interface ${virtualInterfaceId} is in state confirming`),
    );
    // The connection's owner sees it, and adds nothing to it.
    expect((await refusalOf(add(virtualInterfaceId, wish))).message).toMatch(
      /belongs to another account: only its owner can create its BGP peers$/,
    );
  });
});

describe('DeleteBGPPeer', () => {
  test('takes a peer out by its id: at once out of the document, and soon out of the list', async () => {
    const { virtualInterfaceId } = await upPrivate();
    const [, added] = (await add(virtualInterfaceId, { addressFamily: 'ipv6', asn: 64_600 })).bgpPeers;
    await passSeconds(server, 1);
    const left = await remove(virtualInterfaceId, { bgpPeerId: added?.bgpPeerId });
    expect(left.virtualInterfaceState).toBe('available');
    expect(families(left)).toEqual([
      ['ipv4', 'available', 'up'],
      ['ipv6', 'deleting', 'down'],
    ]);
    expect(left.customerRouterConfig).not.toContain('ipv6');
    await passSeconds(server, 1);
    expect(families(await now(virtualInterfaceId))).toEqual([['ipv4', 'available', 'up']]);
  });

  test('takes a peer out by AS number and address, and leaves it down when it was the session that held it', async () => {
    const { virtualInterfaceId, asn, customerAddress } = await upPrivate();
    // The customer's router says the same AS number in both sessions, so the second does not come up.
    const router = `/virtual-interfaces/${virtualInterfaceId}/customer-router`;
    await server.operator('POST', `${router}/asn`, { asn });
    await add(virtualInterfaceId, { addressFamily: 'ipv6', asn: 64_600 });
    const left = await remove(virtualInterfaceId, { asn, customerAddress });
    expect(families(left)[0]).toEqual(['ipv4', 'deleting', 'down']);
    expect(left.virtualInterfaceState).toBe('down');
    // What mirrors the first peer follows the one that is left.
    expect(left).toMatchObject({ asn: 64_600, addressFamily: 'ipv6' });
    await server.operator('POST', `${router}/asn`, { asn: null });
    expect(await now(virtualInterfaceId)).toMatchObject({ virtualInterfaceState: 'available' });
  });

  test('gives the family free at once, with other addresses', async () => {
    const { virtualInterfaceId, bgpPeers } = await upPrivate();
    await add(virtualInterfaceId, { addressFamily: 'ipv6' });
    await remove(virtualInterfaceId, { bgpPeerId: bgpPeers[0]?.bgpPeerId });
    const again = await add(virtualInterfaceId, { asn: 65_002 });
    expect(again.bgpPeers.map(({ asn }) => asn).at(-1)).toBe(65_002);
  });

  test('gives its addresses free at once, for another AS number', async () => {
    const given = { amazonAddress: '10.9.0.1/30', customerAddress: '10.9.0.2/30' };
    const { virtualInterfaceId } = await orderPrivate(server, caller, connectionId, given);
    await passSeconds(server, 1);
    await add(virtualInterfaceId, { addressFamily: 'ipv6' });
    await remove(virtualInterfaceId, { asn: 65_000, customerAddress: '10.9.0.2/30' });
    const again = await add(virtualInterfaceId, { asn: 65_003, ...given });
    expect(again.bgpPeers.at(-1)).toMatchObject({ asn: 65_003, ...given });
  });

  test('keeps the last one, and what it does not know', async () => {
    const { virtualInterfaceId, bgpPeers } = await upPrivate();
    const bgpPeerId = bgpPeers[0]?.bgpPeerId;
    expect(await refusalOf(remove(virtualInterfaceId, { bgpPeerId }))).toEqual(
      clientException('The last BGP Peer on a Virtual Interface cannot be deleted'),
    );
    expect((await refusalOf(remove(virtualInterfaceId, { bgpPeerId: 'dxpeer-ffffffff' }))).message).toBe(
      `BGP Peer dxpeer-ffffffff does not exist on Virtual Interface ${virtualInterfaceId}.`,
    );
    expect((await refusalOf(remove(virtualInterfaceId, { bgpPeerId: 'peer' }))).message).toBe(
      'BGP Peer ID peer has an invalid format.',
    );
    expect(await refusalOf(remove(virtualInterfaceId, { bgpPeerId }, { account: newAccount() }))).toEqual(
      clientException(`Virtual Interface ${virtualInterfaceId} does not exist.`),
    );
  });
});

test('a second peer of a family needs logical redundancy, which the operator says of the device', async () => {
  const { virtualInterfaceId, awsDeviceV2 = '' } = await upPrivate();
  const ports = async () => (await server.call('DescribeConnections', { connectionId }, caller)).connections;
  const say = (logicalRedundancy: boolean) =>
    operatorOf(server).done('PATCH', `/devices/${awsDeviceV2}`, { logicalRedundancy });
  expect(await ports()).toMatchObject([{ hasLogicalRedundancy: 'no' }]);
  expect(await refusalOf(add(virtualInterfaceId, { asn: 65_001 }))).toMatchObject({
    message: expect.stringMatching(/already has a BGP peer for ipv4: dxpeer-/) as string,
  });
  try {
    expect(await say(true)).toMatchObject({ logicalRedundancy: true });
    expect(await ports()).toMatchObject([{ hasLogicalRedundancy: 'yes' }]);
    await add(virtualInterfaceId, { asn: 65_001 });
    await passSeconds(server, 1);
    expect(families(await now(virtualInterfaceId))).toEqual([
      ['ipv4', 'available', 'up'],
      ['ipv4', 'available', 'up'],
    ]);
    // Both announce the same: it is accepted once.
    const { routes = [] } = await server.call('ListVirtualInterfaceRoutes', { virtualInterfaceId }, caller);
    const accepted = routes.filter(({ routeDirection }) => routeDirection === 'accepted');
    expect(accepted.map(({ asPath }) => asPath)).toEqual([[{ pathType: 'seq', path: [65_000] }]]);
    expect((await refusalOf(add(virtualInterfaceId, { asn: 65_002 }))).message).toMatch(
      /already has 2 BGP peers for ipv4: dxpeer-\w+ and dxpeer-\w+$/,
    );
  } finally {
    await say(false);
  }
});
