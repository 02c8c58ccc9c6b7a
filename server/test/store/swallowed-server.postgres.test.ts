// A server whose database is not heard of says so to whoever asks, and goes on by itself when it is heard of again.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { openEngine, type OpenedEngine } from '../support/engines.ts';
import { refusalOf } from '../support/fault.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type SwallowingProxy, swallowingProxy } from '../support/swallowing-proxy.ts';

/** Until a server that was cut off has found its way again. */
const AGAIN_MS = 15_000;
/** A write may meet a connection that was swallowed, which it gives up after 15 s. */
const WRITE_MS = 45_000;

describe('a server that does not hear of its database', () => {
  let place: OpenedEngine;
  let proxy: SwallowingProxy;
  let server: TestServer;

  beforeAll(async () => {
    place = await openEngine('postgres');
    proxy = await swallowingProxy(place.setting);
    // What it says of it at length is not for this test's output.
    server = await startServer({ flags: ['--store', proxy.url, '--log-level', 'silent'] });
  });
  afterAll(async () => {
    await server.dispose();
    await proxy.close();
    await place.dispose();
  });

  const healthy = async () => (await fetch(`${server.endpoint}/health`)).status;

  test('tells everybody in seconds, and serves again without being started anew', async () => {
    const account = newAccount();
    const { connectionId } = await orderPort(server, { account });
    expect(await healthy()).toBe(200);

    proxy.swallow(true);
    const operator = operatorOf(server);
    const [refused, problem, health] = await Promise.all([
      refusalOf(server.call('DescribeConnections', {}, { account })),
      operator.refused(503, 'GET', '/orders'),
      healthy(),
    ]);
    expect(refused.code).toBe('DirectConnectServerException');
    expect(problem).toMatchObject({ title: 'The store does not answer' });
    expect(problem.detail).toMatch(/^PostgreSQL at 127\.0\.0\.1:\d+ does not answer: /);
    expect(health).toBe(503);

    proxy.mend();
    await vi.waitFor(async () => expect(await healthy()).toBe(200), { timeout: AGAIN_MS, interval: 200 });
    expect((await portsOf(server, { account })).has(connectionId)).toBe(true);
    // Its loops, too: an order goes its way. One that meets what the silence has left behind is told so, and asked again.
    const next = await vi.waitFor(() => orderPort(server, { account }), { timeout: WRITE_MS, interval: 200 });
    await vi.waitFor(
      async () => {
        const ports = await portsOf(server, { account });
        expect(ports.get(next.connectionId)?.connectionState).toBe('available');
      },
      { timeout: AGAIN_MS, interval: 200 },
    );
  }, 120_000);
});
