// AssociateVirtualInterface: to another connection or LAG, by whom, and what stands in its way.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { interfaceNow, orderPrivate, readyPort, type Shown, shown } from '../support/interfaces.ts';
import { bringUp, connectionNow, devicesAt, lagNow, orderLag } from '../support/lags.ts';
import { passSeconds } from '../support/macsec.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { blocksOf, giveBlock, historyOf } from '../support/sessions.ts';

const server = useServer();
let caller = { account: '' };
let from = '';
let to = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  [from, to] = [await port(), await port(1)];
});

/** A connection of the caller's that is up, on the first or the second device of the site. */
const port = (device = 0, as = caller) =>
  readyPort(server, as, { tags: [{ key: 'crossconnect:device', value: devicesAt('EqDC2')[device] ?? '' }] });
const move = async (virtualInterfaceId: string, connectionId: string, as = caller): Promise<Shown> =>
  shown(await server.call('AssociateVirtualInterface', { virtualInterfaceId, connectionId }, as));
const now = (id: string, as = caller) => interfaceNow(server, as, id);

/** A private one that is up. */
async function up(parent = from, wish: Parameters<typeof orderPrivate>[3] = {}, as = caller): Promise<Shown> {
  const { virtualInterfaceId } = await orderPrivate(server, as, parent, wish);
  await passSeconds(server, 1);
  return now(virtualInterfaceId, as);
}

const addresses = (third: number) => ({
  amazonAddress: `192.168.${third}.1/30`,
  customerAddress: `192.168.${third}.2/30`,
});

describe('a virtual interface moves', () => {
  test('with addresses, key and AS number, to new peers, and is up again there', async () => {
    const before = await up(from, { rateLimit: '1Gbps', mtu: 8500 });
    const { virtualInterfaceId } = before;
    const moved = await move(virtualInterfaceId, to);
    expect(moved).toMatchObject({
      connectionId: to,
      virtualInterfaceState: 'pending',
      vlan: before.vlan,
      mtu: 8500,
      amazonAddress: before.amazonAddress,
      authKey: before.authKey,
      awsDeviceV2: devicesAt('EqDC2')[1],
    });
    const [old, taking] = moved.bgpPeers;
    expect(moved.bgpPeers).toHaveLength(2);
    expect(old).toMatchObject({
      ...before.bgpPeers[0],
      ...devices(1),
      bgpPeerState: 'deleting',
      bgpStatus: 'down',
    });
    expect(taking).toEqual({ ...old, bgpPeerId: taking?.bgpPeerId, bgpPeerState: 'pending' });
    expect(taking?.bgpPeerId).not.toBe(old?.bgpPeerId);

    await passSeconds(server, 1);
    const after = await now(virtualInterfaceId);
    expect(after).toMatchObject({ connectionId: to, virtualInterfaceState: 'available' });
    expect(after.bgpPeers).toEqual([{ ...taking, bgpPeerState: 'available', bgpStatus: 'up' }]);
    // Its block is the other device's, and nobody's on the first.
    const [block] = Object.values(await blocksOf(server, virtualInterfaceId));
    expect(block).toMatch(new RegExp(`^${devicesAt('EqDC2')[1]} `));
    // What it took of the one connection it takes of the other.
    const status = { maxAllowed: 10, inUse: 1, remaining: 9, totalBandwidth: '1Gbps' };
    expect(await connectionNow(server, caller, to)).toMatchObject({
      rateLimiterStatus: status,
      prefixPoolUnallocatedCountIpv4: 4_900,
    });
    expect(await connectionNow(server, caller, from)).toMatchObject({
      rateLimiterStatus: { inUse: 0 },
      prefixPoolUnallocatedCountIpv4: 5_000,
    });
  });

  test('with both families, on one device and back', async () => {
    const near = await port();
    const { virtualInterfaceId } = await up();
    const newBGPPeer = { addressFamily: 'ipv6', asn: 65_000 } as const;
    await server.call('CreateBGPPeer', { virtualInterfaceId, newBGPPeer }, caller);
    await passSeconds(server, 1);
    const before = await now(virtualInterfaceId);
    const held = Object.values(await blocksOf(server, virtualInterfaceId));
    for (const target of [near, from]) {
      await move(virtualInterfaceId, target);
      await passSeconds(server, 1);
    }
    const after = await now(virtualInterfaceId);
    expect(after).toMatchObject({ connectionId: from, virtualInterfaceState: 'available' });
    expect(after.bgpPeers.map(({ customerAddress, bgpStatus }) => [customerAddress, bgpStatus])).toEqual(
      before.bgpPeers.map(({ customerAddress }) => [customerAddress, 'up']),
    );
    expect(Object.values(await blocksOf(server, virtualInterfaceId))).toEqual(held);
  });

  test('with its addresses where somebody has their block on the other device', async () => {
    const before = await up();
    const neighbour = await up(to, { vlan: 5 });
    const [block = ''] = Object.values(await blocksOf(server, before.virtualInterfaceId));
    const there = `${devicesAt('EqDC2')[1]} ${block?.split(' ')[1]}`;
    await giveBlock(server, neighbour.virtualInterfaceId, there);
    await move(before.virtualInterfaceId, to);
    await passSeconds(server, 1);
    expect(await now(before.virtualInterfaceId)).toMatchObject({
      connectionId: to,
      amazonAddress: before.amazonAddress,
      virtualInterfaceState: 'available',
    });
    expect(Object.values(await blocksOf(server, before.virtualInterfaceId))).toEqual([null]);
    expect(Object.values(await blocksOf(server, neighbour.virtualInterfaceId))).toEqual([there]);
  });

  test('onto a LAG, and away from it', async () => {
    const { lagId } = await orderLag(server, caller);
    await server.settle();
    const { virtualInterfaceId } = await up();
    await move(virtualInterfaceId, lagId);
    expect(await lagNow(server, caller, lagId)).toMatchObject({ prefixPoolUnallocatedCountIpv4: 4_900 });
    await passSeconds(server, 1);
    expect(await now(virtualInterfaceId)).toMatchObject({
      connectionId: lagId,
      virtualInterfaceState: 'available',
    });
    expect(await move(virtualInterfaceId, to)).toMatchObject({ connectionId: to });
  });

  test('nowhere when it is there already', async () => {
    const before = await up();
    expect(await move(before.virtualInterfaceId, from)).toEqual(before);
  });

  test('and is the first with jumbo frames at its new port', async () => {
    const neighbour = await up(to, { vlan: 5 });
    const { virtualInterfaceId } = await up(from, { mtu: 8500 });
    await move(virtualInterfaceId, to);
    expect((await historyOf(server, neighbour.virtualInterfaceId)).join()).toContain(
      'down: The port was set up for jumbo frames',
    );
  });
});

function devices(index: number) {
  const device = devicesAt('EqDC2')[index];
  return { awsDeviceV2: device, awsLogicalDeviceId: expect.any(String) as string };
}

describe('a virtual interface stays', () => {
  const refused = async (id: string, target = to, as = caller) => await refusalOf(move(id, target, as));

  test('when its VLAN or its address is taken there', async () => {
    const { virtualInterfaceId } = await up(from, { vlan: 7, ...addresses(1) });
    await up(to, { vlan: 7, ...addresses(2) });
    expect(await refused(virtualInterfaceId)).toEqual(clientException('Vlan 7 is already in use'));
    const other = await port();
    await up(other, { vlan: 8, ...addresses(1) });
    expect(await refused(virtualInterfaceId, other)).toEqual(
      clientException(`Address 192.168.1.1 is already in use on Connection ${other}`),
    );
    expect(await now(virtualInterfaceId)).toMatchObject({
      connectionId: from,
      virtualInterfaceState: 'available',
    });
  });

  test('when the target has no rate limiter or no prefixes left for it', async () => {
    const { virtualInterfaceId } = await up(from, {
      rateLimit: '50Mbps',
      prefixPoolAllocatedCountIpv4: 1_000,
    });
    for (let vlan = 1; vlan <= 10; vlan += 1) {
      await orderPrivate(server, caller, to, { vlan, rateLimit: '50Mbps' });
    }
    expect(await refused(virtualInterfaceId)).toEqual(
      clientException(`You have reached the limit of 10 rate limiters on Connection ${to}`),
    );
    const full = await port();
    for (let vlan = 1; vlan <= 5; vlan += 1) {
      await orderPrivate(server, caller, full, { vlan, prefixPoolAllocatedCountIpv4: 900 });
    }
    expect((await refused(virtualInterfaceId, full)).message).toBe(
      `The prefix pool of Connection ${full} has 500 of 5000 IPv4 prefixes unallocated: 1000 do not fit`,
    );
    const narrow = await readyPort(server, caller, { bandwidth: '1Gbps' });
    const fast = await up(from, { vlan: 50, rateLimit: '2Gbps' });
    expect((await refused(fast.virtualInterfaceId, narrow)).message).toBe(
      `Rate limit 2Gbps is above the bandwidth of Connection ${narrow}`,
    );
  });

  test('when the target is somebody else’s, in another Region, or not ready', async () => {
    const { virtualInterfaceId } = await up();
    const stranger = { account: newAccount() };
    const theirs = await port(0, stranger);
    const unknown = (id: string) => clientException(`Could not find Connection with ID ${id}`);
    expect(await refused(virtualInterfaceId, theirs)).toEqual(unknown(theirs));
    const far = { ...caller, region: 'eu-central-1' };
    const elsewhere = await readyPort(server, far, { location: 'EqFA5' });
    expect(await refused(virtualInterfaceId, elsewhere)).toEqual(unknown(elsewhere));
    expect(await refused(virtualInterfaceId, elsewhere, far)).toEqual(
      clientException(`Virtual Interface ${virtualInterfaceId} does not exist.`),
    );
    expect(await refused(virtualInterfaceId, theirs, stranger)).toEqual(
      clientException(`Virtual Interface ${virtualInterfaceId} does not exist.`),
    );
    expect((await refused(virtualInterfaceId, 'dxcon')).message).toBe(
      'Connection ID dxcon has an invalid format.',
    );
  });
});

describe('where nothing happens by itself', () => {
  const slow = useServer({ flags: ['--lifecycle', 'manual'] });

  test('jumbo frames go to no LAG whose members are all only requested', async () => {
    const { connectionId } = await orderPort(slow, caller);
    await bringUp(slow, connectionId);
    const { virtualInterfaceId } = await orderPrivate(slow, caller, connectionId, { mtu: 8500 });
    const { lagId } = await orderLag(slow, caller);
    const input = { virtualInterfaceId, connectionId: lagId };
    const move = () => slow.call('AssociateVirtualInterface', input, caller);
    expect(await refusalOf(move())).toEqual(
      clientException(`Lag ${lagId} does not support jumbo frames: MTU 8500 is not available`),
    );
    await slow.call('UpdateVirtualInterfaceAttributes', { virtualInterfaceId, mtu: 1500 }, caller);
    expect(await move()).toMatchObject({ connectionId: lagId, virtualInterfaceState: 'pending' });
  });
});

test('what is deleted moves no more', async () => {
  const { virtualInterfaceId } = await up();
  await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
  expect(await refusalOf(move(virtualInterfaceId, to))).toEqual(
    clientException(`Virtual Interface ${virtualInterfaceId} does not exist.`),
  );
});
