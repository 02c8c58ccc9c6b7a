// Changes of many at once, which PostgreSQL runs side by side: what there is once is given once.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { interfaceIds, interfaceNow, orderPrivate, readyPort } from '../support/interfaces.ts';
import { connectionNow, lagNow, orderLag } from '../support/lags.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
let caller = { account: '' };
let connectionId = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  connectionId = await readyPort(server, caller);
});

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));
const ids = async (parent: string, count: number, wish: (at: number) => object = () => ({})) => {
  const made = [];
  for (let at = 0; at < count; at += 1) {
    made.push((await orderPrivate(server, caller, parent, { vlan: at + 1, ...wish(at) })).virtualInterfaceId);
  }
  return made;
};

/** The texts of those that were refused. */
async function refusalsAmong(calls: readonly Promise<unknown>[]): Promise<readonly string[]> {
  const settled = await Promise.allSettled(calls);
  const failed = calls.filter((_, index) => settled[index]?.status === 'rejected');
  return (await Promise.all(failed.map(refusalOf))).map(({ message }) => message);
}

const update = (virtualInterfaceId: string, wish: object) =>
  server.call('UpdateVirtualInterfaceAttributes', { virtualInterfaceId, ...wish }, caller);
const move = (virtualInterfaceId: string, target: string) =>
  server.call('AssociateVirtualInterface', { virtualInterfaceId, connectionId: target }, caller);

describe('at once', () => {
  test('twelve are limited: ten limiters are there', async () => {
    const made = await ids(connectionId, 12);
    const refused = await refusalsAmong(made.map((id) => update(id, { rateLimit: '50Mbps' })));
    expect(refused).toEqual(
      times(2, () => `You have reached the limit of 10 rate limiters on Connection ${connectionId}`),
    );
    expect((await connectionNow(server, caller, connectionId)).rateLimiterStatus).toMatchObject({
      inUse: 10,
      remaining: 0,
      totalBandwidth: '500Mbps',
    });
  });

  test('seven want a thousand prefixes each: the pool has five thousand', async () => {
    const none = () => ({ prefixPoolAllocatedCountIpv4: 0, prefixPoolAllocatedCountIpv6: 0 });
    const made = await ids(connectionId, 7, none);
    const wish = { prefixPoolAllocatedCountIpv4: 1_000 };
    expect(await refusalsAmong(made.map((id) => update(id, wish)))).toHaveLength(2);
    expect(await connectionNow(server, caller, connectionId)).toMatchObject({
      prefixPoolUnallocatedCountIpv4: 0,
      prefixPoolUnallocatedCountIpv6: 5_000,
    });
  });

  test('three of one VLAN move to one connection: one arrives', async () => {
    const target = await readyPort(server, caller);
    const sources = await Promise.all(times(3, () => readyPort(server, caller)));
    const made = (await Promise.all(sources.map((source) => ids(source, 1)))).flat();
    const refused = await refusalsAmong(made.map((id) => move(id, target)));
    expect(refused).toEqual(times(2, () => 'Vlan 1 is already in use'));
    expect(await interfaceIds(server, caller, { connectionId: target })).toHaveLength(1);
  });

  test('one moves to two places: it is at one of them, with one living peer', async () => {
    const targets = await Promise.all(times(2, () => readyPort(server, caller)));
    const [id = ''] = await ids(connectionId, 1);
    await refusalsAmong(targets.map((target) => move(id, target)));
    await server.settle();
    const { connectionId: now, bgpPeers } = await interfaceNow(server, caller, id);
    expect(targets).toContain(now);
    expect(bgpPeers.filter(({ bgpPeerState }) => bgpPeerState !== 'deleting')).toHaveLength(1);
  });

  test('four peers of one family are added: one is there', async () => {
    const [virtualInterfaceId = ''] = await ids(connectionId, 1);
    const newBGPPeer = { addressFamily: 'ipv6' } as const;
    const calls = times(4, () => server.call('CreateBGPPeer', { virtualInterfaceId, newBGPPeer }, caller));
    expect(await refusalsAmong(calls)).toHaveLength(3);
    const { bgpPeers } = await interfaceNow(server, caller, virtualInterfaceId);
    expect(bgpPeers.map(({ addressFamily }) => addressFamily)).toEqual(['ipv4', 'ipv6']);
  });

  test('six peers with one address are added, each to an interface of its own: one has it', async () => {
    const made = await ids(connectionId, 6, () => ({ addressFamily: 'ipv6' }));
    const newBGPPeer = { amazonAddress: '10.0.0.1/30', customerAddress: '10.0.0.2/30' };
    const calls = made.map((virtualInterfaceId) =>
      server.call('CreateBGPPeer', { virtualInterfaceId, newBGPPeer }, caller),
    );
    expect(await refusalsAmong(calls)).toEqual(
      times(5, () => `Address 10.0.0.1 is already in use on Connection ${connectionId}`),
    );
  });

  test('both peers are deleted: the last one stays', async () => {
    const [virtualInterfaceId = ''] = await ids(connectionId, 1);
    const newBGPPeer = { addressFamily: 'ipv6' } as const;
    const { virtualInterface } = await server.call(
      'CreateBGPPeer',
      { virtualInterfaceId, newBGPPeer },
      caller,
    );
    const calls = (virtualInterface?.bgpPeers ?? []).map(({ bgpPeerId = '' }) =>
      server.call('DeleteBGPPeer', { virtualInterfaceId, bgpPeerId }, caller),
    );
    expect(await refusalsAmong(calls)).toEqual([
      'The last BGP Peer on a Virtual Interface cannot be deleted',
    ]);
  });

  test('a member leaves while prefixes are given away: the LAG keeps what it gave', async () => {
    const { lagId, ids: members } = await orderLag(server, caller, { numberOfConnections: 2 });
    await server.settle();
    const made = await ids(lagId, 5, () => ({ prefixPoolAllocatedCountIpv4: 900 }));
    const leaving = server.call(
      'DisassociateConnectionFromLag',
      { connectionId: members[0] ?? '', lagId },
      caller,
    );
    await refusalsAmong([
      leaving,
      ...made.map((id) => update(id, { prefixPoolAllocatedCountIpv4: 1_000 })),
      orderPrivate(server, caller, lagId, { vlan: 99, prefixPoolAllocatedCountIpv4: 1_000 }),
    ]);
    const { virtualInterfaces = [] } = await server.call(
      'DescribeVirtualInterfaces',
      { connectionId: lagId },
      caller,
    );
    const given = virtualInterfaces.reduce((sum, one) => sum + (one.prefixPoolAllocatedCountIpv4 ?? 0), 0);
    const { prefixPoolSizeIpv4 = 0, prefixPoolUnallocatedCountIpv4 } = await lagNow(server, caller, lagId);
    expect(given).toBeLessThanOrEqual(prefixPoolSizeIpv4);
    expect(prefixPoolUnallocatedCountIpv4).toBe(prefixPoolSizeIpv4 - given);
  });
});
