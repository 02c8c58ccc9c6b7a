import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { startServer, type TestServer, useServer } from '../support/server.ts';
import { operatorOf, type PageBody, send } from './operator.testing.ts';

interface Snapshot {
  readonly format: string;
  readonly schema: number;
  readonly takenAt: string;
  readonly clock: string;
  readonly keyCheck: string | null;
  readonly tables: Record<string, readonly Record<string, unknown>[]>;
}

const take = (server: TestServer) => operatorOf(server).done<Snapshot>('GET', '/snapshot');

/** Something of everything: a fault, an unlit order, a key, an agreement, a declared port, a clock that is ahead. */
async function live(server: TestServer, account: string) {
  const operator = operatorOf(server);
  const cut = await orderPort(server, { account });
  const waiting = await orderPort(server, { account });
  await server.settle();
  await operator.done('POST', `/ports/${cut.connectionId}/fault`, { fault: 'cut' });
  await operator.done('POST', '/accounts', { account, name: 'Lived' });
  await operator.done('PUT', '/agreements', { names: ['Terms'] });
  await operator.done('POST', '/clock/advance', { by: '5d' });
  return { cut: cut.connectionId, waiting: waiting.connectionId };
}

describe('a snapshot', () => {
  const server = useServer();
  const account = newAccount();

  test('brings everything back as it was, faults and clock too', async () => {
    const operator = operatorOf(server);
    const { cut, waiting } = await live(server, account);
    const shown = await portsOf(server, { account });
    expect(shown.get(cut)?.connectionState).toBe('down');
    expect(shown.get(waiting)?.connectionState).toBe('available');
    const taken = await take(server);
    expect(taken).toMatchObject({ format: 'crossconnect-snapshot/1', keyCheck: null });

    await operator.done('POST', `/ports/${cut}/repair`);
    await server.call('DeleteConnection', { connectionId: waiting }, { account });
    await orderPort(server, { account: newAccount() });
    await operator.done('POST', '/clock/advance', { by: '30d' });
    await operator.done('POST', '/restore', taken);

    expect(await portsOf(server, { account })).toEqual(shown);
    expect(await operator.done('GET', `/ports/${cut}`)).toMatchObject({ fault: 'cut', link: 'down' });
    expect(await operator.done('GET', '/agreements')).toEqual({ names: ['Terms'] });
    const { now } = await operator.done<{ now: string }>('GET', '/clock');
    expect(Date.parse(now) - Date.parse(taken.clock)).toBeLessThan(10_000);
    expect(Date.parse(now) - Date.parse(taken.clock)).toBeGreaterThanOrEqual(0);

    // What differs afterwards is that it was restored, and that the fabric has looked at the devices in use.
    const again = await take(server);
    const { audit_record: before = [], device: devices = [], ...tables } = taken.tables;
    const { audit_record: after = [], device: looked = [], ...restored } = again.tables;
    expect(restored).toEqual(tables);
    expect(looked.map((row) => ({ ...row, revision: 0 }))).toEqual(
      devices.map((row) => ({ ...row, revision: 0 })),
    );
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length)).toMatchObject([
      { actor: 'operator:local', action: 'restoreSnapshot' },
    ]);

    await server.restart();
    const orders = await operatorOf(server).done<PageBody<object>>(
      'GET',
      `/orders?account=${account}&status=all`,
    );
    expect(orders.items).toMatchObject([
      { connectionId: cut, state: 'down' },
      { connectionId: waiting, state: 'available' },
    ]);
  });

  test('is of one moment, whatever is written meanwhile', async () => {
    const writers = Array.from({ length: 30 }, () => orderPort(server, { account: newAccount() }));
    const { tables } = await take(server);
    await Promise.all(writers);
    const connections = new Map((tables['connection'] ?? []).map((row) => [row['id'], row]));
    const ports = (tables['port'] ?? []).filter((row) => row['connectionId'] !== null);
    expect(ports.filter((row) => !connections.has(row['connectionId']))).toEqual([]);
    const living = [...connections.values()].filter((row) => row['state'] !== 'deleted');
    expect(living).toHaveLength(ports.length);
  });

  test('that does not fit is refused whole, and nothing is written', async () => {
    const operator = operatorOf(server);
    await server.settle();
    const taken = await take(server);
    const { connection = [], ...others } = taken.tables;
    const [first = {}] = connection;
    const { id: _, ...nameless } = first;
    const cases: readonly [object, number, RegExp][] = [
      [{ ...taken, schema: 999 }, 409, /schema 999; this server takes crossconnect-snapshot\/1, schema \d+$/],
      [{ ...taken, format: 'other/7' }, 409, /is of other\/7/],
      [{ ...taken, tables: others }, 400, /body\.tables\.connection is not there/],
      [
        { ...taken, tables: { ...taken.tables, spare: [] } },
        400,
        /body\.tables\.spare is no table of this server/,
      ],
      [withConnections(taken, [nameless]), 400, /body\.tables\.connection\.0 lacks id/],
      [withConnections(taken, [{ ...first, extra: 1 }]), 400, /has extra, which the table has not/],
      [withConnections(taken, [{ ...first, seq: 1.5 }]), 400, /body\.tables\.connection\.0\.seq is 1\.5/],
      [withConnections(taken, [5]), 400, /body\.tables\.connection\.0 is no row/],
      [withConnections(taken, [...connection, first]), 400, /two rows of connection exclude each other/],
      [{ format: taken.format }, 400, /body\.schema is missing/],
    ];
    for (const [body, status, words] of cases) {
      expect((await operator.refused(status, 'POST', '/restore', body)).detail).toMatch(words);
    }
    expect((await take(server)).tables).toEqual(taken.tables);
  });
});

function withConnections(taken: Snapshot, connection: readonly unknown[]): object {
  return { ...taken, tables: { ...taken.tables, connection } };
}

describe('secrets in a snapshot', () => {
  const server = useServer();

  test('stay sealed, and open only for a server with the same key', async () => {
    const account = newAccount();
    const operator = operatorOf(server);
    await operator.done('POST', '/accounts', { account });
    const key = await operator.done<{ accessKeyId: string; secretAccessKey: string }>(
      'POST',
      `/accounts/${account}/keys`,
    );
    const taken = await take(server);
    expect(JSON.stringify(taken)).not.toContain(key.secretAccessKey);
    expect(taken.keyCheck).toMatch(/^v1\./);

    const other = await startServer();
    try {
      const refused = await operatorOf(other).refused(409, 'POST', '/restore', taken);
      expect(refused.detail).toBe(
        'The secrets in the snapshot are sealed with another key than this server has',
      );
      expect(refused.next).toContain('--secret-key-file');
      const keyless = { ...taken, keyCheck: null };
      await operatorOf(other).refused(409, 'POST', '/restore', keyless);
      const without = { ...taken, keyCheck: null, tables: { ...taken.tables, access_key: [] } };
      await operatorOf(other).done('POST', '/restore', without);
      expect(await operatorOf(other).done('GET', `/accounts/${account}`)).toMatchObject({ account });
    } finally {
      await other.dispose();
    }

    const caller = { account: key.accessKeyId, secret: key.secretAccessKey };
    await operator.done('POST', '/reset');
    await operator.done('POST', '/restore', taken);
    expect(await orderPort(server, caller)).toMatchObject({ ownerAccount: account });
  });
});

describe('a reset', () => {
  const server = useServer();
  const operator = operatorOf(server);

  test('leaves the sites, and nothing of what was lived', async () => {
    const account = newAccount();
    const { items } = await operator.done<PageBody<{ deviceId: string }>>(
      'GET',
      '/devices?location=EqDA2&limit=1',
    );
    const device = items[0]?.deviceId ?? '';
    await operator.done('POST', `/devices/${device}/ports`, { from: 1, to: 2, speed: '10G' });
    await orderPort(server, { account }, { location: 'EqDA2' });
    await live(server, account);
    await operator.done('POST', '/reset');

    expect((await portsOf(server, { account })).size).toBe(0);
    await operator.refused(404, 'GET', `/accounts/${account}`);
    expect(await operator.done('GET', '/agreements')).toEqual({ names: [] });
    expect(await operator.done('GET', '/letters')).toEqual({ items: [] });
    expect(await operator.done('GET', '/cross-connects')).toEqual({ items: [] });
    expect(await operator.done('GET', '/clock')).toMatchObject({ aheadMs: 0 });
    const ports = await operator.done<PageBody<{ port: string; state: string }>>('GET', '/ports');
    expect(ports.items).toMatchObject([
      { port: `${device}.1`, state: 'free' },
      { port: `${device}.2`, state: 'free' },
    ]);
    const trail = await operator.done<PageBody<{ action: string }>>('GET', '/audit');
    expect(trail.items.map(({ action }) => action)).toEqual(['resetLab']);

    const { connectionId } = await orderPort(server, { account });
    await server.settle();
    expect((await portsOf(server, { account })).get(connectionId)?.connectionState).toBe('available');
  });

  test('of all leaves no site either, and a restart brings none back', async () => {
    await operator.done('POST', '/reset', { all: true });
    expect(await operator.done('GET', '/locations')).toEqual({ items: [] });
    await server.restart();
    expect(await operatorOf(server).done('GET', '/devices')).toEqual({ items: [] });
    expect(await operatorOf(server).done('GET', '/capacity')).toEqual({ items: [] });
  });

  test('takes no other word for it', async () => {
    const answer = await send({
      endpoint: server.endpoint,
      method: 'POST',
      path: '/reset',
      body: { all: 'yes' },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'body.all', allowed: 'true or false' }] },
    });
  });
});
