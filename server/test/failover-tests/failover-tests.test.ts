// BGP failover tests: sessions that are held down for a while, and come again by themselves.
import { describe, expect, test } from 'vitest';
import type { ListVirtualInterfaceTestHistoryRequest } from '../../src/model/types.gen.ts';
import { readyInterface, standOf } from '../sessions-over-ports/sessions.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { passSeconds } from '../support/macsec.ts';
import { startServer, type TestServer, useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

const historyOf = async (
  server: TestServer,
  caller: CallOptions,
  filter: ListVirtualInterfaceTestHistoryRequest = {},
) => (await server.call('ListVirtualInterfaceTestHistory', filter, caller)).virtualInterfaceTestHistory ?? [];

describe('a failover test', () => {
  const server = useServer();

  test('takes the sessions down, and gives them back when it is stopped', async () => {
    const caller = { account: newAccount() };
    const { id, peerId } = await readyInterface(server, caller);
    expect(await standOf(server, caller, id)).toBe('available, up');

    const { virtualInterfaceTest: started } = await server.call(
      'StartBgpFailoverTest',
      { virtualInterfaceId: id, testDurationInMinutes: 5 },
      caller,
    );
    expect(started).toEqual({
      testId: expect.stringMatching(
        /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
      ) as string,
      virtualInterfaceId: id,
      bgpPeers: [peerId],
      status: 'In progress',
      ownerAccount: caller.account,
      testDurationInMinutes: 5,
      startTime: expect.any(Number) as number,
    });
    await server.settle();
    expect(await standOf(server, caller, id)).toBe('testing, down');

    const { virtualInterfaceTest: stopped } = await server.call(
      'StopBgpFailoverTest',
      { virtualInterfaceId: id },
      caller,
    );
    expect(stopped).toEqual({ ...started, status: 'Cancelled', endTime: expect.any(Number) as number });
    expect(stopped?.endTime ?? 0).toBeGreaterThanOrEqual(started?.startTime ?? 0);
    await server.settle();
    expect(await standOf(server, caller, id)).toBe('available, up');
    expect(await historyOf(server, caller)).toEqual([stopped]);
  });

  test('holds the sessions down from its answer on', async () => {
    const caller = { account: newAccount() };
    const { id: virtualInterfaceId } = await readyInterface(server, caller);
    for (let round = 0; round < 8; round += 1) {
      await server.call('StartBgpFailoverTest', { virtualInterfaceId }, caller);
      expect(await standOf(server, caller, virtualInterfaceId)).toBe('testing, down');
      await server.call('StopBgpFailoverTest', { virtualInterfaceId }, caller);
      await server.settle();
      expect(await standOf(server, caller, virtualInterfaceId)).toBe('available, up');
    }
  });

  test('ends by itself: after three hours unless asked otherwise', async () => {
    const caller = { account: newAccount() };
    const { id } = await readyInterface(server, caller);
    const { virtualInterfaceTest: started } = await server.call(
      'StartBgpFailoverTest',
      { virtualInterfaceId: id },
      caller,
    );
    expect(started).toMatchObject({ testDurationInMinutes: 180 });
    await passSeconds(server, 3 * HOUR - 60);
    expect(await standOf(server, caller, id)).toBe('testing, down');
    await passSeconds(server, 61);
    expect(await standOf(server, caller, id)).toBe('available, up');
    const [ended] = await historyOf(server, caller);
    expect(ended).toMatchObject({ status: 'Completed' });
    expect((ended?.endTime ?? 0) - (ended?.startTime ?? 0)).toBeCloseTo(3 * HOUR, 3);
  });

  test('of a virtual interface that was down leaves it down', async () => {
    const caller = { account: newAccount() };
    const { id, connectionId } = await readyInterface(server, caller);
    await server.operator('POST', `/ports/${connectionId}/fault`, { fault: 'cut' });
    expect(await standOf(server, caller, id)).toBe('down, down');
    await server.call('StartBgpFailoverTest', { virtualInterfaceId: id }, caller);
    await server.settle();
    expect(await standOf(server, caller, id)).toBe('testing, down');
    await server.call('StopBgpFailoverTest', { virtualInterfaceId: id }, caller);
    await server.settle();
    expect(await standOf(server, caller, id)).toBe('down, down');
  });

  test('fails when the virtual interface is deleted; its history goes with it', async () => {
    const caller = { account: newAccount() };
    const { id } = await readyInterface(server, caller);
    await server.call('StartBgpFailoverTest', { virtualInterfaceId: id }, caller);
    await server.call('DeleteVirtualInterface', { virtualInterfaceId: id }, caller);
    expect(await historyOf(server, caller)).toMatchObject([
      { status: 'Failed', endTime: expect.any(Number) as number },
    ]);
    await passSeconds(server, HOUR);
    expect(await historyOf(server, caller)).toEqual([]);
  });

  test('fails when the last of its peers is deleted; what it did not test goes on', async () => {
    const caller = { account: newAccount() };
    const { id: virtualInterfaceId, peerId } = await readyInterface(server, caller);
    const newBGPPeer = { addressFamily: 'ipv6', asn: 65_000 } as const;
    const { virtualInterface } = await server.call(
      'CreateBGPPeer',
      { virtualInterfaceId, newBGPPeer },
      caller,
    );
    const second =
      virtualInterface?.bgpPeers?.map(({ bgpPeerId = '' }) => bgpPeerId).find((id) => id !== peerId) ?? '';
    await passSeconds(server, 1);
    const start = { virtualInterfaceId, bgpPeers: [second] };
    await server.call('StartBgpFailoverTest', start, caller);
    await server.settle();
    expect(await standOf(server, caller, virtualInterfaceId)).toBe('testing, up, down');
    const { virtualInterface: left } = await server.call(
      'DeleteBGPPeer',
      { virtualInterfaceId, bgpPeerId: second },
      caller,
    );
    expect(left).toMatchObject({ virtualInterfaceState: 'available' });
    await server.settle();
    expect(await standOf(server, caller, virtualInterfaceId)).toBe('available, up');
    expect(await historyOf(server, caller)).toMatchObject([
      { bgpPeers: [second], status: 'Failed', endTime: expect.any(Number) as number },
    ]);
  });

  test('is kept for a year', async () => {
    const caller = { account: newAccount() };
    const { id } = await readyInterface(server, caller);
    await server.call('StartBgpFailoverTest', { virtualInterfaceId: id, testDurationInMinutes: 1 }, caller);
    await passSeconds(server, 364 * DAY);
    expect(await historyOf(server, caller)).toHaveLength(1);
    await passSeconds(server, 2 * DAY);
    expect(await historyOf(server, caller)).toEqual([]);
  });
});

describe('a failover test is refused', () => {
  const server = useServer();
  const start = (caller: CallOptions, virtualInterfaceId: string, rest: object = {}) =>
    refusalOf(server.call('StartBgpFailoverTest', { virtualInterfaceId, ...rest }, caller));

  test('for what is not the caller’s, does not exist or is no id', async () => {
    const caller = { account: newAccount() };
    const { id } = await readyInterface(server, caller);
    const unknown = clientException(`Virtual Interface ${id} does not exist.`);
    expect(await start({ account: newAccount() }, id)).toEqual(unknown);
    expect(await start({ ...caller, region: 'eu-west-1' }, id)).toEqual(unknown);
    expect(await start(caller, 'dxvif-1')).toEqual(
      clientException('Virtual Interface ID dxvif-1 has an invalid format.'),
    );
    const stop = (whose: CallOptions) =>
      refusalOf(server.call('StopBgpFailoverTest', { virtualInterfaceId: id }, whose));
    expect(await stop({ account: newAccount() })).toEqual(unknown);
    expect(await stop(caller)).toEqual(
      clientException(`No BGP failover test is in progress for Virtual Interface ${id}`),
    );
  });

  test('while one runs, for a foreign peer, and for a wrong length', async () => {
    const caller = { account: newAccount() };
    const { id } = await readyInterface(server, caller);
    const { peerId: foreign } = await readyInterface(server, { account: newAccount() });
    expect(await start(caller, id, { bgpPeers: [foreign] })).toEqual(
      clientException(`BGP Peer ${foreign} does not exist on Virtual Interface ${id}.`),
    );
    for (const testDurationInMinutes of [0, 4_321])
      expect((await start(caller, id, { testDurationInMinutes })).message).toMatch(/testDurationInMinutes/);
    await server.call(
      'StartBgpFailoverTest',
      { virtualInterfaceId: id, testDurationInMinutes: 4_320 },
      caller,
    );
    expect(await start(caller, id)).toEqual(
      clientException(`A BGP failover test is already in progress for Virtual Interface ${id}`),
    );
  });
});

describe('the history of failover tests', () => {
  const server = useServer();

  test('has filters that all have to hold, and pages', async () => {
    const caller = { account: newAccount() };
    const one = await readyInterface(server, caller);
    const two = await readyInterface(server, caller);
    for (const { id } of [one, two, one, two, one]) {
      await server.call('StartBgpFailoverTest', { virtualInterfaceId: id, testDurationInMinutes: 1 }, caller);
      await passSeconds(server, 61);
    }
    await server.call('StartBgpFailoverTest', { virtualInterfaceId: two.id }, caller);
    const all = await historyOf(server, caller);
    const ids = (some: typeof all) => some.map(({ virtualInterfaceId }) => virtualInterfaceId);
    expect(ids(all)).toEqual([one.id, two.id, one.id, two.id, one.id, two.id]);

    const found = (filter: ListVirtualInterfaceTestHistoryRequest) => historyOf(server, caller, filter);
    expect(ids(await found({ virtualInterfaceId: one.id }))).toEqual([one.id, one.id, one.id]);
    expect(ids(await found({ bgpPeers: [two.peerId, 'dxpeer-fgnothing'] }))).toHaveLength(3);
    expect(await found({ status: 'In progress' })).toEqual([all[5]]);
    expect(await found({ status: 'in progress' })).toEqual([]);
    expect(await found({ testId: all[2]?.testId ?? '' })).toEqual([all[2]]);
    expect(await found({ testId: all[2]?.testId ?? '', status: 'Cancelled' })).toEqual([]);
    expect(await historyOf(server, { account: newAccount() })).toEqual([]);

    const pages: (typeof all)[] = [];
    let nextToken: string | undefined;
    do {
      const page = {
        virtualInterfaceId: one.id,
        maxResults: 2,
        ...(nextToken === undefined ? {} : { nextToken }),
      };
      const answer = await server.call('ListVirtualInterfaceTestHistory', page, caller);
      pages.push(answer.virtualInterfaceTestHistory ?? []);
      nextToken = answer.nextToken;
    } while (nextToken !== undefined);
    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    expect(pages.flat()).toEqual(await found({ virtualInterfaceId: one.id }));
  });
});

test('a failover test goes on through a kill, and ends in its time', async () => {
  const server = await startServer({ process: true, flags: ['--lifecycle', 'fast'] });
  try {
    const caller = { account: newAccount() };
    const { connectionId } = await server.call(
      'CreateConnection',
      { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'port' },
      caller,
    );
    await server.operator('POST', '/clock/advance', { by: '1m' });
    const { virtualInterfaceId: id = '' } = await server.call(
      'CreatePrivateVirtualInterface',
      {
        connectionId: connectionId ?? '',
        newPrivateVirtualInterface: {
          virtualInterfaceName: 'vif',
          vlan: 7,
          asn: 65_000,
          virtualGatewayId: 'vgw-0123456789abcdef0',
        },
      },
      caller,
    );
    await server.operator('POST', '/clock/advance', { by: '1m' });
    await server.call('StartBgpFailoverTest', { virtualInterfaceId: id, testDurationInMinutes: 10 }, caller);
    await server.kill9();
    await server.restart();
    await server.operator('POST', '/clock/advance', { by: '9m' });
    expect(await standOf(server, caller, id)).toBe('testing, down');
    await server.operator('POST', '/clock/advance', { by: '2m' });
    expect(await standOf(server, caller, id)).toBe('available, up');
    expect(await historyOf(server, caller)).toMatchObject([{ status: 'Completed' }]);
  } finally {
    await server.dispose();
  }
});
