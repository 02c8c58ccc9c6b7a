// Virtual interfaces and LAGs: what moves along, what conflicts, what a LAG cannot do without.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { interfaceIds, interfaceNow, orderPrivate, readyPort } from '../support/interfaces.ts';
import { connectionNow, lagNow, orderLag } from '../support/lags.ts';
import { passSeconds } from '../support/macsec.ts';
import { historyOf } from '../support/sessions.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };

beforeEach(() => {
  caller = { account: newAccount() };
});

const port = () => readyPort(server, caller);
const lagOf = async (order: Parameters<typeof orderLag>[2] = {}) => {
  const lag = await orderLag(server, caller, order);
  await server.settle();
  return lag;
};
const order = (parent: string, wish: Parameters<typeof orderPrivate>[3] = {}) =>
  orderPrivate(server, caller, parent, wish);
const join = (connectionId: string, lagId: string) =>
  server.call('AssociateConnectionWithLag', { connectionId, lagId }, caller);
const leave = (connectionId: string, lagId: string) =>
  server.call('DisassociateConnectionFromLag', { connectionId, lagId }, caller);
const now = (id: string) => interfaceNow(server, caller, id);
/** Both addresses, so that nothing is drawn. */
const addresses = (third: number) => ({
  amazonAddress: `192.168.${third}.1/30`,
  customerAddress: `192.168.${third}.2/30`,
});
const full = { prefixPoolAllocatedCountIpv4: 1_000, prefixPoolAllocatedCountIpv6: 0 };

describe('what runs over a connection that stands alone', () => {
  test('moves to the LAG that the connection joins, with its VLAN and its addresses', async () => {
    const [connectionId, { lagId }] = [await port(), await lagOf()];
    const before = await order(connectionId, { vlan: 7, rateLimit: '1Gbps' });
    const stays = await order(lagId, { vlan: 8 });
    await passSeconds(server, 1);
    expect(await now(before.virtualInterfaceId)).toMatchObject({ virtualInterfaceState: 'available' });
    await join(connectionId, lagId);
    await server.settle();
    const after = await now(before.virtualInterfaceId);
    expect(after).toMatchObject({ connectionId: lagId, vlan: 7, rateLimit: '1Gbps' });
    expect(after.bgpPeers).toMatchObject([
      { ...before.bgpPeers[0], bgpPeerState: 'available', bgpStatus: 'up' },
    ]);
    expect(after.virtualInterfaceState).toBe('available');
    // It was interrupted; what was on the LAG already was not.
    const joined = [`down: Connection ${connectionId} joined Lag ${lagId}`, 'up: Established'];
    expect((await historyOf(server, before.virtualInterfaceId)).slice(-2)).toEqual(joined);
    expect((await historyOf(server, stays.virtualInterfaceId)).join()).not.toContain('joined');
    expect(await interfaceIds(server, caller, { connectionId })).toEqual([]);
    expect(await interfaceIds(server, caller, { connectionId: lagId })).toEqual([
      before.virtualInterfaceId,
      stays.virtualInterfaceId,
    ]);
    // And takes from the LAG's pools from then on.
    expect(await lagNow(server, caller, lagId)).toMatchObject({
      rateLimiterStatus: { maxAllowed: 20, inUse: 1, remaining: 19, totalBandwidth: '1Gbps' },
      prefixPoolUnallocatedCountIpv4: 9_800,
    });
    expect(await connectionNow(server, caller, connectionId)).toMatchObject({
      rateLimiterStatus: { maxAllowed: 10, inUse: 0 },
      prefixPoolUnallocatedCountIpv4: 5_000,
    });
  });

  test('moves to the LAG that is made of the connection, as the answer shows', async () => {
    const connectionId = await port();
    const { virtualInterfaceId } = await order(connectionId, { rateLimit: '500Mbps', ...full });
    const lag = await orderLag(server, caller, { connectionId, numberOfConnections: 2 });
    expect(lag).toMatchObject({
      rateLimiterStatus: { maxAllowed: 20, inUse: 1, totalBandwidth: '500Mbps' },
      prefixPoolSizeIpv4: 5_000,
      prefixPoolUnallocatedCountIpv4: 4_000,
      prefixPoolUnallocatedCountIpv6: 5_000,
    });
    expect(await now(virtualInterfaceId)).toMatchObject({ connectionId: lag.lagId });
  });

  test('stays on the LAG when the connection leaves it, or joins another', async () => {
    const connectionId = await port();
    const { virtualInterfaceId } = await order(connectionId);
    const [first, second] = [await lagOf({ numberOfConnections: 2 }), await lagOf()];
    await join(connectionId, first.lagId);
    await passSeconds(server, 1);
    await join(connectionId, second.lagId);
    expect(await now(virtualInterfaceId)).toMatchObject({ connectionId: first.lagId });
    await passSeconds(server, 1);
    await leave(connectionId, second.lagId);
    expect(await interfaceIds(server, caller, { connectionId })).toEqual([]);
  });
});

test('a LAG that has lost its last member carries nothing, and carries it again with the next', async () => {
  const { lagId, ids } = await lagOf();
  const [member = ''] = ids;
  const { virtualInterfaceId } = await order(lagId);
  await passSeconds(server, 1);
  await leave(member, lagId);
  await passSeconds(server, 1);
  expect(await now(virtualInterfaceId)).toMatchObject({ virtualInterfaceState: 'down', connectionId: lagId });
  expect((await historyOf(server, virtualInterfaceId)).at(-1)).toBe('down: Too few links of the LAG work');
  await join(member, lagId);
  await passSeconds(server, 1);
  expect(await now(virtualInterfaceId)).toMatchObject({ virtualInterfaceState: 'available' });
});

describe('a connection stays where it is', () => {
  test('when a VLAN or an address of its virtual interfaces is taken on the LAG', async () => {
    const [connectionId, { lagId }] = [await port(), await lagOf()];
    const { virtualInterfaceId } = await order(connectionId, { vlan: 7, ...addresses(1) });
    const other = await order(lagId, { vlan: 7, ...addresses(2) });
    expect(await refusalOf(join(connectionId, lagId))).toEqual(clientException('Vlan 7 is already in use'));
    const { virtualInterfaceId: gone } = other;
    await server.call('DeleteVirtualInterface', { virtualInterfaceId: gone }, caller);
    await server.settle();
    await order(lagId, { vlan: 8, ...addresses(1) });
    expect(await refusalOf(join(connectionId, lagId))).toEqual(
      clientException(`Address 192.168.1.1 is already in use on Lag ${lagId}`),
    );
    expect(await now(virtualInterfaceId)).toMatchObject({ connectionId });
    expect((await connectionNow(server, caller, connectionId)).lagId).toBeUndefined();
  });

  test('when the LAG would have too many rate limiters', async () => {
    const [connectionId, { lagId }] = [await port(), await lagOf()];
    const limited = { rateLimit: '50Mbps' };
    for (let vlan = 1; vlan <= 10; vlan += 1) await order(lagId, { vlan, ...limited });
    for (let vlan = 11; vlan <= 20; vlan += 1) await order(connectionId, { vlan, ...limited });
    // Its own come along with it: ten for each.
    await join(connectionId, lagId);
    const third = await port();
    await order(third, { vlan: 21, ...limited });
    await passSeconds(server, 1);
    await leave(connectionId, lagId);
    expect(await refusalOf(join(third, lagId))).toEqual({
      code: 'LimitExceededException',
      message: `You have reached the limit of 20 rate limiters on Lag ${lagId}`,
    });
    expect((await lagNow(server, caller, lagId)).rateLimiterStatus).toEqual({
      maxAllowed: 10,
      inUse: 20,
      remaining: 0,
      totalBandwidth: '1Gbps',
    });
  });
});

describe('a LAG keeps', () => {
  test('the members whose prefixes it has given away', async () => {
    const { lagId, ids } = await lagOf({ numberOfConnections: 2 });
    const [one = '', two = ''] = ids;
    for (let vlan = 1; vlan <= 5; vlan += 1) await order(lagId, { vlan, ...full });
    const last = await order(lagId, { vlan: 6, prefixPoolAllocatedCountIpv4: 1 });
    const refused = clientException(
      `The prefix pool of Lag ${lagId} would fall to 5000 IPv4 prefixes, of which 5001 are allocated`,
    );
    expect(await refusalOf(leave(one, lagId))).toEqual(refused);
    expect(await refusalOf(server.call('DeleteConnection', { connectionId: two }, caller))).toEqual(refused);
    const other = await lagOf();
    expect(await refusalOf(join(one, other.lagId))).toEqual(refused);
    expect(await refusalOf(orderLag(server, caller, { connectionId: one }))).toEqual(refused);

    const { virtualInterfaceId } = last;
    await server.call('DeleteVirtualInterface', { virtualInterfaceId }, caller);
    await server.settle();
    await leave(one, lagId);
    expect(await lagNow(server, caller, lagId)).toMatchObject({
      prefixPoolSizeIpv4: 5_000,
      prefixPoolUnallocatedCountIpv4: 0,
      prefixPoolUnallocatedCountIpv6: 5_000,
    });
    // The last one may always leave.
    await leave(two, lagId);
    expect(await lagNow(server, caller, lagId)).toMatchObject({ prefixPoolSizeIpv4: 0, ids: [] });
  });

  test('its virtual interfaces from interconnects, which would make it a partner’s', async () => {
    const { lagId } = await lagOf();
    await order(lagId);
    const interconnect = { interconnectName: 'i', bandwidth: '10Gbps', location: 'EqDC2' };
    const { interconnectId = '' } = await server.call('CreateInterconnect', interconnect, caller);
    expect(await refusalOf(join(interconnectId, lagId))).toEqual(
      clientException(
        `Lag ${lagId} has virtual interfaces: interconnect ${interconnectId} cannot be associated with it`,
      ),
    );
    expect(await refusalOf(server.call('CreateInterconnect', { ...interconnect, lagId }, caller))).toEqual(
      clientException(
        `Lag ${lagId} has virtual interfaces: the new interconnect cannot be associated with it`,
      ),
    );
  });
});

test('a partner’s LAG takes no connection with virtual interfaces', async () => {
  const connectionId = await port();
  await order(connectionId);
  const { interconnectId = '' } = await server.call(
    'CreateInterconnect',
    { interconnectName: 'i', bandwidth: '10Gbps', location: 'EqDC2' },
    caller,
  );
  const partners = await lagOf({ connectionId: interconnectId });
  const { status } = await server.operator('POST', '/accounts', { ...caller, partnerType: 'v2' });
  expect(status).toBe(201);
  const refused = clientException(
    `Connection ${connectionId} has virtual interfaces: it cannot be associated with a Lag that carries hosted connections`,
  );
  expect(await refusalOf(join(connectionId, partners.lagId))).toEqual(refused);
  expect(await refusalOf(orderLag(server, caller, { connectionId }))).toEqual(refused);
});
