// Sessions of gear that the operator reports of: each is told once, so nothing but another fact may take it away.
import { describe, expect, test } from 'vitest';
import type { NewPrivateVirtualInterface } from '../../src/model/types.gen.ts';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { orderPrivate, readyPort } from '../support/interfaces.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import { historyOf, standOf } from './sessions.testing.ts';

describe('a session that was reported up', () => {
  const server = useServer({ flags: ['--fabric', 'manual'] });
  const operator = operatorOf(server);
  const announced = [{ cidr: '10.20.0.0/16', asPath: [65_000], communities: ['7224:7200'] }];

  async function reported(wish: Partial<NewPrivateVirtualInterface> = {}) {
    const caller = { account: newAccount() };
    const connectionId = await readyPort(server, caller);
    const light = { link: 'up', rxPowerDbm: -5, txPowerDbm: -2 };
    await operator.done('POST', `/ports/${connectionId}/facts`, light);
    const { virtualInterfaceId: id, bgpPeers } = await orderPrivate(server, caller, connectionId, wish);
    await passSeconds(server, 1);
    const path = `/virtual-interfaces/${id}/sessions/${bgpPeers[0]?.bgpPeerId ?? ''}`;
    await operator.done('PUT', path, { status: 'up', announced, cause: 'Seen at rtr-1' });
    return { caller, id, connectionId, path, stand: () => standOf(server, caller, id) };
  }

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
});
