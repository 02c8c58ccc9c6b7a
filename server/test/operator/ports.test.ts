import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { operatorOf } from './operator.testing.ts';

const FAULTS = [
  ['cut', { link: 'down', rxPowerDbm: null }, 'down'],
  ['dark', { link: 'down', rxPowerDbm: null }, 'down'],
  ['noLink', { link: 'down', rxPowerDbm: expect.any(Number) }, 'down'],
  ['noEncryption', { link: 'up', rxPowerDbm: expect.any(Number), encrypted: false }, 'available'],
] as const;

describe('ports of the simulated fabric', () => {
  const server = useServer();
  const operator = operatorOf(server);
  const account = newAccount();

  async function availablePort(): Promise<string> {
    const { connectionId } = await orderPort(server, { account });
    await server.settle();
    return connectionId;
  }
  const stateOf = async (id: string) => (await portsOf(server, { account })).get(id)?.connectionState;

  test.each(FAULTS)('%s and its repair', async (fault, shown, state) => {
    const id = await availablePort();
    const lit = await operator.done<{ port: string; rxPowerDbm: number }>('GET', `/ports/${id}`);
    expect(lit).toMatchObject({ link: 'up', fault: null, farEndLit: true, state: 'taken' });
    expect(lit.rxPowerDbm).toBeLessThan(0);
    expect(lit.rxPowerDbm).toBeGreaterThan(-10);

    expect(await operator.done('POST', `/ports/${lit.port}/fault`, { fault })).toMatchObject({
      fault,
      ...shown,
    });
    expect(await stateOf(id)).toBe(state);
    expect(await operator.done('POST', `/ports/${lit.port}/repair`)).toMatchObject({
      fault: null,
      link: 'up',
    });
    expect(await stateOf(id)).toBe('available');
    await server.call('DeleteConnection', { connectionId: id }, { account });
  });

  test('the customer’s optic goes off and on', async () => {
    const id = await availablePort();
    const dark = await operator.done('POST', `/ports/${id}/far-end`, { lit: false });
    expect(dark).toMatchObject({ farEndLit: false, link: 'down', connection: { state: 'down' } });
    const lit = await operator.done('POST', `/ports/${id}/far-end`, { lit: true });
    expect(lit).toMatchObject({ farEndLit: true, link: 'up', connection: { state: 'available' } });
  });

  test('a fault outlives a restart', async () => {
    const id = await availablePort();
    await operator.done('POST', `/ports/${id}/fault`, { fault: 'cut' });
    await server.restart();
    expect(await operatorOf(server).done('GET', `/ports/${id}`)).toMatchObject({
      fault: 'cut',
      link: 'down',
    });
    expect(await stateOf(id)).toBe('down');
  });

  test('nobody is at the other end of a port without a connection', async () => {
    const id = await availablePort();
    const { port } = await operator.done<{ port: string }>('GET', `/ports/${id}`);
    await server.call('DeleteConnection', { connectionId: id }, { account });
    await server.settle();
    const refused = await operator.refused(409, 'POST', `/ports/${port}/fault`, { fault: 'cut' });
    expect(refused.detail).toBe(`Port ${port} is free: nobody is at its other end`);
    const gone = await operator.refused(409, 'POST', `/ports/${id}/fault`, { fault: 'cut' });
    expect(gone.detail).toBe(`${id} is deleted and has no port`);
    await operator.refused(404, 'POST', '/ports/dxcon-fgnothing/fault', { fault: 'cut' });
  });
});

describe('light in the manual profile', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });
  const operator = operatorOf(server);
  const light = (id: string) => operator.refused(409, 'POST', `/ports/${id}/far-end`, { lit: true });

  test('needs a fibre from end to end, and the refusal names the step that is missing', async () => {
    const { connectionId: id } = await orderPort(server, { account: newAccount() });
    expect((await light(id)).next).toContain(`crossconnect operator orders approve ${id}`);
    await operator.done('POST', `/orders/${id}/approve`);
    expect((await light(id)).next).toContain(`crossconnect operator cross-connects connect ${id}`);
    await operator.done('POST', `/cross-connects/${id}/order`);
    expect((await light(id)).detail).toContain('its cross connect is awaiting');
    await operator.done('POST', `/cross-connects/${id}/connect`);
    await operator.done('POST', `/cross-connects/${id}/break`);
    expect((await light(id)).next).toContain(`crossconnect operator cross-connects repair ${id}`);
    await operator.done('POST', `/cross-connects/${id}/cease`);
    expect((await light(id)).next).toBe('It is being taken out: order a new connection');
  });
});
