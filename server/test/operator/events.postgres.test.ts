// Two servers on one store: whoever reads a page at one and streams from the other misses nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { type RecordRow, records } from '../../src/store/tables/records.ts';
import { type OpenedEngine, openEngine, openStoreOn } from '../support/engines.ts';
import { orderPort } from '../support/ports.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { readEvents } from './event-stream.testing.ts';
import { operatorOf } from './operator.testing.ts';

const ORDERS = 150;
const AHEAD_MS = 3_000;

describe('a store that two servers share', () => {
  let place: OpenedEngine | undefined;
  let servers: readonly TestServer[] = [];

  beforeAll(async () => {
    place = await openEngine('postgres');
    const env = { CROSSCONNECT_SECRET_KEY: Buffer.alloc(32, 3).toString('base64') };
    const flags = ['--store', place.setting, '--quotas', 'off'];
    // One after the other: the first fills the catalogue.
    servers = [await startServer({ flags, env }), await startServer({ flags, env })];
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.dispose()));
    await place?.dispose();
  });

  test('tells each record once and in order, wherever it was made', async () => {
    const [one, two] = servers;
    if (one === undefined || two === undefined) throw new Error('there are two servers');
    const account = newAccount();
    const names = Array.from({ length: ORDERS }, (_, index) => `order ${index}`);
    const ordering = names.map((connectionName, index) =>
      orderPort(index % 2 === 0 ? one : two, { account }, { connectionName }),
    );
    await Promise.race(ordering.slice(20, 40));

    type Page = { place: number; items: { request: { connectionName: string } }[] };
    const filter = `account=${account}&action=CreateConnection`;
    const page = await operatorOf(one).done<Page>('GET', `/audit?limit=500&${filter}`);
    const stream = await fetch(`${two.endpoint}/operator/v1/events?after=${page.place}&${filter}`);
    await Promise.all(ordering);
    await orderPort(two, { account }, { connectionName: 'the last' });

    const nameOf = (data: Record<string, unknown>) =>
      (data['request'] as { connectionName: string }).connectionName;
    const events = await readEvents(stream, (all) => all.some(({ data }) => nameOf(data) === 'the last'));
    const places = events.map(({ id }) => Number(id));
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
    const told = new Set([
      ...page.items.map(({ request }) => request.connectionName),
      ...events.map(({ data }) => nameOf(data)),
    ]);
    expect(names.filter((name) => !told.has(name))).toEqual([]);
  });

  test('ends at one what the other has taken the token from', async () => {
    const [one, two] = servers;
    if (one === undefined || two === undefined) throw new Error('there are two servers');
    const operator = operatorOf(two);
    const { token, tokenId } = await operator.done<{ token: string; tokenId: string }>('POST', '/tokens', {
      name: 'eve',
      role: 'viewer',
    });
    const headers = { authorization: `Bearer ${token}` };
    const stream = await fetch(`${one.endpoint}/operator/v1/events`, { headers });
    const reading = readEvents(stream, () => false);
    await operator.done('DELETE', `/tokens/${tokenId}`);
    expect((await reading).at(-1)).toMatchObject({ name: 'problem', data: { status: 401 } });
  });

  test('tells a record that became visible after a later one, and in its place', async () => {
    const [one] = servers;
    if (one === undefined || place === undefined) throw new Error('there is a server and its store');
    const account = newAccount();
    const store = await openStoreOn(place.setting);
    const stream = await fetch(`${one.endpoint}/operator/v1/events?account=${account}`);
    // Places become visible when they are a second old: until then there is time, however busy the machine is.
    const at = Date.now() + AHEAD_MS;
    const put = (seq: number) => store.commit(async (tx) => tx.insert(records, recordOf(account, at, seq)));
    const [earlier, later] = [at * 4096 + 1, at * 4096 + 2];
    await put(later);
    store.wake();
    // Its unit took its place first, and was slower. Meanwhile the stream looks.
    await sleep(300);
    await put(earlier);
    const events = await readEvents(stream, (all) => all.some(({ id }) => id === String(later)));
    expect(events.map(({ id }) => Number(id))).toEqual([earlier, later]);
    await store.close();
  });
});

function recordOf(account: string, at: number, seq: number): RecordRow {
  const nothing = { region: null, requestId: null, sourceIp: null, request: null };
  return { seq, at, account, actor: 'key:test', action: 'Test', changes: '[]', ...nothing };
}
