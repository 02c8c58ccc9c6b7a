// Sessions of gear that the operator reports of: each is told once, so nothing but another fact may take it away.
import { describe, expect, test } from 'vitest';
import type { CreateLagRequest, NewPrivateVirtualInterface } from '../../src/model/types.gen.ts';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { orderPrivate, readyPort } from '../support/interfaces.ts';
import { lagNow, orderLag } from '../support/lags.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import { historyOf, routesOf, standOf } from './sessions.testing.ts';

describe('a session that was reported up', () => {
  const server = useServer({ flags: ['--fabric', 'manual'] });
  const operator = operatorOf(server);
  const announced = [{ cidr: '10.20.0.0/16', asPath: [65_000], communities: ['7224:7200'] }];

  const port = (id: string, facts: object) => operator.done('POST', `/ports/${id}/facts`, facts);
  const light = (id: string) => port(id, { link: 'up', rxPowerDbm: -5, txPowerDbm: -2 });
  const cut = (id: string) => port(id, { link: 'down', rxPowerDbm: null });

  async function reported(wish: Partial<NewPrivateVirtualInterface> = {}) {
    const caller = { account: newAccount() };
    const connectionId = await readyPort(server, caller);
    await light(connectionId);
    return { connectionId, ...(await reportedOn(caller, connectionId, wish)) };
  }

  async function reportedOn(
    caller: { readonly account: string },
    carrier: string,
    wish: Partial<NewPrivateVirtualInterface> = {},
  ) {
    const { virtualInterfaceId: id, bgpPeers } = await orderPrivate(server, caller, carrier, wish);
    await passSeconds(server, 1);
    const path = `/virtual-interfaces/${id}/sessions/${bgpPeers[0]?.bgpPeerId ?? ''}`;
    const report = () => operator.done('PUT', path, { status: 'up', announced, cause: 'Seen at rtr-1' });
    await report();
    return { caller, id, path, report, stand: () => standOf(server, caller, id) };
  }

  /** On a LAG of two whose links were reported up. */
  async function reportedOnLag(minimumLinks: number, order: Partial<CreateLagRequest> = {}) {
    const caller = { account: newAccount() };
    const { lagId, ids } = await orderLag(server, caller, { numberOfConnections: 2, ...order });
    await server.settle();
    const [one = '', two = ''] = ids;
    for (const id of [one, two]) await light(id);
    await server.call('UpdateLag', { lagId, minimumLinks }, caller);
    const lagState = async () => (await lagNow(server, caller, lagId)).lagState;
    return { ...(await reportedOn(caller, lagId)), lagId, one, two, lagState };
  }

  test('has the ASN of its router in front of every AS path, where it is not there', async () => {
    const { caller, id, path } = await reported();
    const told = [[], [64_999, 64_998], [65_000, 65_000, 64_999]];
    const announcing = told.map((asPath, index) => ({ cidr: `10.${20 + index}.0.0/16`, asPath }));
    await operator.done('PUT', path, { status: 'up', announced: announcing });
    const inAnswer = (await routesOf(server, caller, id))
      .filter(({ routeDirection }) => routeDirection === 'accepted')
      .map(({ cidr, asPath = [] }) => [cidr, asPath.flatMap((part) => part.path)]);
    expect(inAnswer).toEqual([
      ['10.20.0.0/16', [65_000]],
      ['10.21.0.0/16', [65_000, 64_999, 64_998]],
      ['10.22.0.0/16', [65_000, 65_000, 64_999]],
    ]);
  });

  test('is idle past its limit, and up again when fewer are reported', async () => {
    const { caller, id, path, stand } = await reported();
    const many = Array.from({ length: 101 }, (_, index) => ({ cidr: `10.20.${index}.0/24` }));
    const seen = { status: 'up', announced: many, cause: 'Seen at rtr-1' };
    const idle = 'Idle: 101 prefixes announced, 100 accepted; announce fewer, then clear the session';
    expect(await operator.done('PUT', path, seen)).toMatchObject({
      state: 'down',
      peers: [{ status: 'down', cause: idle }],
    });
    expect(await stand()).toBe('down, down');
    expect(await routesOf(server, caller, id)).toEqual([]);
    await passSeconds(server, 60);
    expect(await stand()).toBe('down, down');
    await operator.done('PUT', path, { ...seen, announced: many.slice(1) });
    expect(await stand()).toBe('available, up');
    expect(await historyOf(server, id)).toEqual(['up: Seen at rtr-1', `down: ${idle}`, 'up: Seen at rtr-1']);
  });

  test('has as many prefixes in use as its limit counts: those of its own family', async () => {
    const { caller, id, path } = await reported();
    const others = ['2001:db8:1::/48', '2001:db8:2::/48'].map((cidr) => ({ cidr }));
    await operator.done('PUT', path, { status: 'up', announced: [...announced, ...others] });
    const allocate = (count: number) =>
      server.call(
        'UpdateVirtualInterfaceAttributes',
        { virtualInterfaceId: id, prefixPoolAllocatedCountIpv4: count },
        caller,
      );
    await expect(allocate(0)).rejects.toThrow('has 1 IPv4 prefixes in use: 0 is too few');
    expect(await allocate(1)).toMatchObject({ prefixPoolAllocatedCountIpv4: 1 });
  });

  test('stays up when a jumbo virtual interface is ordered beside it', async () => {
    const { caller, connectionId, stand } = await reported();
    await orderPrivate(server, caller, connectionId, { vlan: 102, mtu: 9001 });
    await passSeconds(server, 5);
    expect(await stand()).toBe('available, up');
  });

  test('is up again when its virtual interface has been set up anew', async () => {
    const { caller, id, stand } = await reported();
    await server.call('UpdateVirtualInterfaceAttributes', { virtualInterfaceId: id, mtu: 9001 }, caller);
    await passSeconds(server, 5);
    expect(await stand()).toBe('available, up');
  });

  test('goes along when its connection joins a LAG', async () => {
    const { caller, connectionId, stand } = await reported();
    const lag = { numberOfConnections: 1, location: 'EqDC2', connectionsBandwidth: '10Gbps', lagName: 'lag' };
    await server.call('CreateLag', { ...lag, connectionId }, caller);
    await passSeconds(server, 5);
    expect(await stand()).toBe('available, up');
  });

  test('is held down by a failover test, and what was reported comes back with its end', async () => {
    const { caller, id, path, stand } = await reported();
    const routes = async () => {
      const page = await server.call('ListVirtualInterfaceRoutes', { virtualInterfaceId: id }, caller);
      return page.routes?.map(({ cidr }) => cidr);
    };
    const before = await routes();
    expect(before).toContain('10.20.0.0/16');
    const { virtualInterfaceTest } = await server.call(
      'StartBgpFailoverTest',
      { virtualInterfaceId: id },
      caller,
    );
    const testId = virtualInterfaceTest?.testId ?? '';
    expect(await stand()).toBe('testing, down');
    expect(await routes()).not.toContain('10.20.0.0/16');
    const refused = await operator.refused(409, 'PUT', path, { status: 'up' });
    expect(refused.detail).toContain(`Failover test ${testId} holds dxpeer-`);
    await server.call('StopBgpFailoverTest', { virtualInterfaceId: id }, caller);
    expect(await stand()).toBe('available, up');
    expect(await routes()).toEqual(before);
    expect(await historyOf(server, id)).toEqual([
      'up: Seen at rtr-1',
      `down: Held down by failover test ${testId}`,
      'up: Seen at rtr-1',
    ]);
  });

  test('stays down after a failover test when it was reported down, or lost its link, meanwhile', async () => {
    const loss = {
      reported: (path: string) => operator.done('PUT', path, { status: 'down', cause: 'Broken' }),
      link: (_path: string, connectionId: string) =>
        operator.done('POST', `/ports/${connectionId}/facts`, { link: 'down' }),
    };
    for (const lose of Object.values(loss)) {
      const { caller, id, connectionId, path, stand } = await reported();
      await server.call('StartBgpFailoverTest', { virtualInterfaceId: id }, caller);
      await lose(path, connectionId);
      await operator.done('POST', `/ports/${connectionId}/facts`, { link: 'up' });
      await server.call('StopBgpFailoverTest', { virtualInterfaceId: id }, caller);
      expect(await stand()).toBe('down, down');
    }
  });

  test('stays up while enough links of its LAG work, and falls with its LAG', async () => {
    const { id, lagId, one, two, path, report, stand, lagState } = await reportedOnLag(1);
    const before = await historyOf(server, id);
    await cut(one);
    expect([await lagState(), await stand()]).toEqual(['available', 'available, up']);
    expect(await historyOf(server, id)).toEqual(before);
    await cut(two);
    expect([await lagState(), await stand()]).toEqual(['down', 'down, down']);
    expect(await historyOf(server, id)).toEqual([...before, 'down: Too few links of the LAG work']);
    expect((await operator.refused(409, 'PUT', path, { status: 'up' })).detail).toBe(
      `${lagId} is down: no session is up over it`,
    );
    await light(one);
    expect([await lagState(), await stand()]).toEqual(['available', 'down, down']);
    await report();
    expect(await stand()).toBe('available, up');
  });

  test('falls with the last link of a LAG that asks for none, and is not up before one works', async () => {
    const { id, lagId, one, two, path, report, stand, lagState } = await reportedOnLag(0);
    await cut(one);
    expect(await stand()).toBe('available, up');
    await cut(two);
    expect([await lagState(), await stand()]).toEqual(['available', 'down, down']);
    expect((await historyOf(server, id)).at(-1)).toBe('down: Too few links of the LAG work');
    const refused = await operator.refused(409, 'PUT', path, { status: 'up' });
    expect(refused).toMatchObject({
      detail: `No link of ${lagId} works: no session is up over it`,
      next: expect.stringContaining(`/ports/${one}/facts`) as string,
    });
    await light(two);
    await report();
    expect(await stand()).toBe('available, up');
  });

  test('falls with a LAG whose minimum is raised above what works', async () => {
    const { caller, lagId, one, stand } = await reportedOnLag(1);
    await cut(one);
    await server.call('UpdateLag', { lagId, minimumLinks: 2 }, caller);
    expect(await stand()).toBe('down, down');
  });

  test('falls with a LAG that must encrypt, and does on too few links', async () => {
    const { caller, lagId, one, two, stand, lagState } = await reportedOnLag(1, { requestMACSec: true });
    for (const id of [one, two]) await port(id, { encrypted: true });
    await server.call('UpdateLag', { lagId, encryptionMode: 'must_encrypt' }, caller);
    await server.settle();
    expect([await lagState(), await stand()]).toEqual(['available', 'available, up']);
    await port(one, { encrypted: false });
    expect([await lagState(), await stand()]).toEqual(['available', 'available, up']);
    await port(two, { encrypted: false });
    expect([await lagState(), await stand()]).toEqual(['down', 'down, down']);
  });

  // On PostgreSQL the two run side by side: whoever is second sees the first.
  const TRIES = 12;

  test('at the moment in which its link goes is not up afterwards', async () => {
    const { caller, connectionId, id, path } = await reported();
    const seen: unknown[] = [];
    for (let tried = 0; tried < TRIES; tried += 1) {
      await light(connectionId);
      await operator.done('PUT', path, { status: 'down' });
      await Promise.all([server.operator('PUT', path, { status: 'up', announced }), cut(connectionId)]);
      seen.push(await standOf(server, caller, id));
    }
    expect(seen).toEqual(seen.map(() => 'down, down'));
  });

  test('at the moment in which the last link of its LAG goes is not up afterwards', async () => {
    const { one, two, path, stand } = await reportedOnLag(0);
    await cut(two);
    const seen: unknown[] = [];
    for (let tried = 0; tried < TRIES; tried += 1) {
      await light(one);
      await operator.done('PUT', path, { status: 'down' });
      await Promise.all([server.operator('PUT', path, { status: 'up', announced }), cut(one)]);
      seen.push(await stand());
    }
    expect(seen).toEqual(seen.map(() => 'down, down'));
  });
});
