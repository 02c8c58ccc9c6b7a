// A server that is killed in the middle of things: what was to happen happens, in its time.
import { expect, test, vi } from 'vitest';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { interfaceNow } from '../support/interfaces.ts';
import { startServer, type TestServer } from '../support/server.ts';

// Each starts a process several times, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** A private virtual interface whose session is up, on a server in a process of its own: time has to be passed for it. */
async function interfaceOn(server: TestServer, caller: { readonly account: string }): Promise<string> {
  const pass = () => operatorOf(server).done('POST', '/clock/advance', { by: '1m' });
  const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'port' };
  const { connectionId = '' } = await server.call('CreateConnection', order, caller);
  await pass();
  const newPrivateVirtualInterface = {
    virtualInterfaceName: 'vif',
    vlan: 7,
    asn: 65_000,
    virtualGatewayId: 'vgw-0123456789abcdef0',
  };
  const made = await server.call(
    'CreatePrivateVirtualInterface',
    { connectionId, newPrivateVirtualInterface },
    caller,
  );
  await pass();
  return made.virtualInterfaceId ?? '';
}

test('a flap goes on through a kill, and everything that was set stays', async () => {
  const server = await startServer({ process: true });
  try {
    const caller = { account: newAccount() };
    const operator = () => operatorOf(server);
    const pass = (by: string) => operator().done('POST', '/clock/advance', { by });
    const id = await interfaceOn(server, caller);
    const state = async () => (await interfaceNow(server, caller, id)).virtualInterfaceState;
    const path = `/virtual-interfaces/${id}/customer-router`;
    await operator().done('PUT', `${path}/announcements`, { announcements: [{ cidr: '10.20.0.0/16' }] });
    await operator().done('POST', `${path}/flap`, { times: 2, down: '1h', up: '1h' });
    expect(await state()).toBe('down');
    await server.kill9();
    await server.restart();
    expect(await state()).toBe('down');
    await pass('61m');
    expect(await state()).toBe('available');
    await server.kill9();
    await server.restart();
    await pass('60m');
    expect(await state()).toBe('down');
    await pass('60m');
    expect(await state()).toBe('available');
    const { sessions } = await operator().done<{ sessions: object[] }>('GET', path);
    expect(sessions).toMatchObject([{ status: 'up', announced: [{ cidr: '10.20.0.0/16' }] }]);
  } finally {
    await server.dispose();
  }
});

test('an idle session stays idle through a kill, and travels in a snapshot', async () => {
  const server = await startServer({ process: true });
  try {
    const caller = { account: newAccount() };
    const operator = () => operatorOf(server);
    const pass = (by: string) => operator().done('POST', '/clock/advance', { by });
    const id = await interfaceOn(server, caller);
    const path = `/virtual-interfaces/${id}/customer-router`;
    await operator().done('POST', `${path}/too-many-prefixes`);
    await operator().done('DELETE', `${path}/announcements`);
    await server.kill9();
    await server.restart();
    await pass('1h');
    const idle = { sessions: [{ status: 'down', idle: true }] };
    expect(await operator().done('GET', path)).toMatchObject(idle);
    const whole = await operator().done('GET', '/snapshot');
    await operator().done('POST', '/reset');
    await operator().done('POST', '/restore', whole);
    await pass('1m');
    expect(await operator().done('GET', path)).toMatchObject(idle);
    await operator().done('POST', `${path}/clear`);
    expect(await operator().done('GET', path)).toMatchObject({ sessions: [{ status: 'up', idle: false }] });
  } finally {
    await server.dispose();
  }
});
