import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { run } from './cli.testing.ts';
import { operatorOf, type PageBody } from './operator.testing.ts';

describe('gear that the operator reports of', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual', '--fabric', 'manual'] });
  const operator = operatorOf(server);
  const account = newAccount();

  test('link and light make a connection available, and their loss takes it down', async () => {
    const { connectionId: id } = await orderPort(server, { account });
    await operator.done('POST', `/orders/${id}/approve`);
    await operator.done('POST', `/cross-connects/${id}/connect`);
    const stateOf = async () => (await portsOf(server, { account })).get(id)?.connectionState;
    const report = (facts: object) => operator.done('POST', `/ports/${id}/facts`, facts);

    expect(await report({ link: 'up' })).toMatchObject({ link: 'up', rxPowerDbm: null });
    expect(await stateOf()).toBe('pending');
    expect(await report({ rxPowerDbm: -7.25, txPowerDbm: -1 })).toMatchObject({
      link: 'up',
      rxPowerDbm: -7.25,
      txPowerDbm: -1,
      connection: { state: 'available' },
    });
    expect(await stateOf()).toBe('available');
    await report({ rxPowerDbm: null });
    expect(await stateOf()).toBe('down');
    await report({ rxPowerDbm: -7.5 });
    expect(await stateOf()).toBe('available');

    const trail = await operator.done<{ items: object[] }>('GET', `/audit?resource=${id}&action=reportPort`);
    expect(trail.items).toHaveLength(4);
    expect(trail.items[1]).toMatchObject({
      actor: 'operator:local',
      account,
      request: { port: id, rxPowerDbm: null },
      changes: [{ resource: 'connection', id, from: 'available', to: 'down' }],
    });
  });

  test('a report about an interconnect is in the trail of its partner, and of each customer on it', async () => {
    const [partner, customer] = [newAccount(), newAccount()];
    const order = { interconnectName: 'i', bandwidth: '1Gbps', location: 'EqDC2' };
    const { interconnectId: id = '' } = await server.call('CreateInterconnect', order, { account: partner });
    await operator.done('POST', `/orders/${id}/approve`);
    await operator.done('POST', `/cross-connects/${id}/connect`);
    await operator.done('POST', `/ports/${id}/facts`, { link: 'up', rxPowerDbm: -7 });
    const slice = { bandwidth: '50Mbps', connectionName: 's', vlan: 101, ownerAccount: customer };
    const wish = { connectionId: id, ...slice };
    const { connectionId: hosted = '' } = await server.call('AllocateHostedConnection', wish, {
      account: partner,
    });
    await server.call('ConfirmConnection', { connectionId: hosted }, { account: customer });
    await operator.done('POST', '/clock/advance', { by: '2s' });
    await operator.done('POST', `/ports/${id}/facts`, { rxPowerDbm: null });

    const told = async (account: string) => {
      const query = `/audit?account=${account}&action=reportPort&limit=1`;
      return (await operator.done<PageBody<object>>('GET', query)).items;
    };
    const down = { resource: 'connection', from: 'available', to: 'down' };
    const by = { actor: 'operator:local', request: { port: id, rxPowerDbm: null } };
    expect(await told(partner)).toMatchObject([{ ...by, changes: [{ ...down, id }] }]);
    expect(await told(customer)).toMatchObject([{ ...by, changes: [{ ...down, id: hosted }] }]);
  });

  test('what is no level of light is refused, and faults there are none', async () => {
    const { connectionId: id } = await orderPort(server, { account });
    const wrong = await operator.refused(400, 'POST', `/ports/${id}/facts`, {
      rxPowerDbm: 99,
      link: 'sideways',
    });
    expect(wrong.errors).toMatchObject([
      { field: 'body.link', allowed: ['up', 'down'] },
      { field: 'body.rxPowerDbm', allowed: 'dBm from -60 to 20' },
    ]);
    await operator.refused(404, 'POST', `/ports/${id}/fault`, { fault: 'cut' });
  });

  test('a port is nobody’s while the fibre of a deleted connection is on it, until the facility has taken it out', async () => {
    await operator.done('POST', '/locations', { region: 'eu-north-1', code: 'MyDC1', name: 'One' });
    await operator.done('POST', '/devices', {
      deviceId: 'my-sw-1',
      region: 'eu-north-1',
      location: 'MyDC1',
      portSpeeds: ['10G'],
    });
    await operator.done('POST', '/devices/my-sw-1/ports', { from: 1, to: 1, speed: '10G' });
    const next = { account: newAccount(), region: 'eu-north-1' };
    const before = { account, region: 'eu-north-1' };
    const order = (caller: typeof next) => orderPort(server, caller, { location: 'MyDC1' });
    const capacity = async () =>
      (await operator.done<{ items: object[] }>('GET', '/capacity?location=MyDC1')).items;

    const { connectionId: id } = await order(before);
    await operator.done('POST', `/orders/${id}/approve`);
    await operator.done('POST', `/cross-connects/${id}/connect`);
    await operator.done('POST', `/ports/my-sw-1.1/facts`, { link: 'up', rxPowerDbm: -7, txPowerDbm: -1 });
    await server.call('DeleteConnection', { connectionId: id }, before);
    await operator.done('POST', '/clock/advance', { by: '10s' });
    expect((await portsOf(server, before)).get(id)?.connectionState).toBe('deleted');

    expect(await operator.done('GET', `/cross-connects/${id}`)).toMatchObject({ state: 'awaitingCease' });
    expect(await refusalOf(order(next))).toMatchObject({
      message: 'No port of 10G is available at the location',
    });
    expect(await capacity()).toMatchObject([{ free: 0, taken: 0, ceasing: 1 }]);
    expect(await operator.done('GET', '/devices/my-sw-1')).toMatchObject({ ports: { free: 0, ceasing: 1 } });
    const { items } = await operator.done<PageBody<object>>('GET', '/ports?state=ceasing');
    expect(items).toMatchObject([{ port: 'my-sw-1.1', state: 'ceasing', connection: null, link: 'down' }]);
    expect(await operator.refused(409, 'POST', '/ports/my-sw-1.1/release')).toMatchObject({
      detail: 'Port my-sw-1.1 is ceasing: release does not apply',
      next: `It is free when the fibre of ${id} has been taken out: crossconnect operator cross-connects ceased ${id}`,
    });

    // A day later nobody knows the connection any more; its fibre is still there.
    await operator.done('POST', '/clock/advance', { by: '2d' });
    expect(await refusalOf(order(next))).toMatchObject({ code: 'DirectConnectClientException' });
    await operator.done('POST', `/cross-connects/${id}/ceased`);
    expect(await capacity()).toMatchObject([{ free: 1, taken: 0, ceasing: 0 }]);
    const { connectionId: other } = await order(next);
    await operator.done('POST', `/orders/${other}/approve`);
    expect((await portsOf(server, next)).get(other)?.connectionState).toBe('pending');
  });

  test('a port is free at once when its connection had no fibre yet', async () => {
    const caller = { account: newAccount() };
    const { connectionId: id } = await orderPort(server, caller);
    const { port } = await operator.done<{ port: string }>('GET', `/ports/${id}`);
    await operator.done('POST', `/orders/${id}/approve`);
    await server.call('DeleteConnection', { connectionId: id }, caller);
    expect(await operator.done('GET', `/ports/${port}`)).toMatchObject({ state: 'taken' });
    await operator.done('POST', '/clock/advance', { by: '10s' });
    expect(await operator.done('GET', `/ports/${port}`)).toMatchObject({ state: 'free' });
  });

  test('a fibre that goes before its connection frees the port with it', async () => {
    const caller = { account: newAccount() };
    const { connectionId: id } = await orderPort(server, caller);
    const { port } = await operator.done<{ port: string }>('GET', `/ports/${id}`);
    await operator.done('POST', `/orders/${id}/approve`);
    await operator.done('POST', `/cross-connects/${id}/connect`);
    await server.call('DeleteConnection', { connectionId: id }, caller);
    await operator.done('POST', `/cross-connects/${id}/ceased`);
    expect(await operator.done('GET', `/ports/${port}`)).toMatchObject({ state: 'taken' });
    await operator.done('POST', '/clock/advance', { by: '10s' });
    expect(await operator.done('GET', `/ports/${port}`)).toMatchObject({ state: 'free' });
  });

  test('fibres that go while their connections end leave no port behind', async () => {
    const caller = { account: newAccount() };
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1) {
      const { connectionId: id } = await orderPort(server, caller);
      await operator.done('POST', `/orders/${id}/approve`);
      await operator.done('POST', `/cross-connects/${id}/connect`);
      ids.push(id);
    }
    const named = await Promise.all(
      ids.map((id) => operator.done<{ port: string }>('GET', `/ports/${id}`).then(({ port }) => port)),
    );
    for (const connectionId of ids) await server.call('DeleteConnection', { connectionId }, caller);
    await Promise.all([
      operator.done('POST', '/clock/advance', { by: '10s' }),
      ...ids.map((id) => operator.done('POST', `/cross-connects/${id}/ceased`)),
    ]);
    const states = await Promise.all(
      named.map((port) => operator.done('GET', `/ports/${port}`).then(({ state }) => state)),
    );
    expect(states).toEqual(ids.map(() => 'free'));
  });

  test('are reported from a terminal too', async () => {
    const { connectionId: id } = await orderPort(server, { account: newAccount() });
    const options = { endpoint: server.endpoint };
    await run(['orders', 'approve', id], options);
    const up = await run(
      ['ports', 'report', id, '--link', 'up', '--rx', '-7.2', '--tx', '-1', '--encrypted', 'no'],
      options,
    );
    expect(up.out).toMatch(/ up +-7\.20 .* available /);
    const down = await run(['ports', 'report', id, '--rx', 'dark'], options);
    expect(down.out).toMatch(/ up +- .* down /);
    const wrong = await run(['ports', 'report', id, '--rx', 'bright'], options);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('rx "bright" is no number') });
  });
});
