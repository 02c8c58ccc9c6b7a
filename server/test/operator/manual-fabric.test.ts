import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { run } from './cli.testing.ts';
import { operatorOf } from './operator.testing.ts';

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
