import { setTimeout as later } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { type ReadEvent, readEvents } from './event-stream.testing.ts';
import { run } from './cli.testing.ts';
import { operatorOf } from './operator.testing.ts';

describe('the stream of events', () => {
  const server = useServer();
  const operator = operatorOf(server);

  async function open(query = '', headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${server.endpoint}/operator/v1/events${query}`, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    return response;
  }
  const ids = (events: readonly ReadEvent[]) => events.map(({ id }) => Number(id));
  const has = (action: string, account: string) => (all: readonly ReadEvent[]) =>
    all.some(({ data }) => data['action'] === action && data['account'] === account);

  test('begins now, and tells each change in its order', async () => {
    await orderPort(server, { account: newAccount() });
    await later(1_100);
    const stream = await open();
    const account = newAccount();
    await orderPort(server, { account });
    const events = await readEvents(stream, has('CreateConnection', account));
    expect(events.filter(({ data }) => data['action'] === 'CreateConnection')).toHaveLength(1);
    expect(ids(events)).toEqual(ids(events).toSorted((a, b) => a - b));
    expect(events[0]?.data).toMatchObject({ seq: Number(events[0]?.id), actor: `key:${account}` });
  });

  test('goes on after the last event that a client had', async () => {
    const account = newAccount();
    const first = await open(`?account=${account}&actor=key`);
    await orderPort(server, { account });
    const [seen] = await readEvents(first, (all) => all.length === 1);
    // Nobody listens meanwhile.
    await orderPort(server, { account });
    await orderPort(server, { account });
    const second = await open(`?account=${account}&actor=key`, { 'last-event-id': seen?.id ?? '' });
    const missed = await readEvents(second, (all) => all.length === 2);
    expect(missed.map(({ data }) => data['action'])).toEqual(['CreateConnection', 'CreateConnection']);
    expect(Math.min(...ids(missed))).toBeGreaterThan(Number(seen?.id));
  });

  test('joins the trail without a gap', async () => {
    const accounts = Array.from({ length: 40 }, newAccount);
    const orders = accounts.slice(0, 30).map((account) => orderPort(server, { account }));
    // Somewhere among them the page ends and the stream begins.
    await orders[5];
    const page = await operator.done<{ place: number; items: { account: string }[] }>(
      'GET',
      '/audit?limit=500&action=CreateConnection',
    );
    const stream = await open(`?after=${page.place}&action=CreateConnection`);
    const rest = accounts.slice(30).map((account) => orderPort(server, { account }));
    await Promise.all([...orders, ...rest]);
    const told = new Set(page.items.map(({ account }) => account));
    const missing = (events: readonly ReadEvent[]) => {
      const streamed = new Set(events.map(({ data }) => data['account']));
      return accounts.filter((account) => !told.has(account) && !streamed.has(account));
    };
    const events = await readEvents(stream, (all) => missing(all).length === 0);
    expect(new Set(ids(events)).size).toBe(events.length);
  });

  test('is filtered like the trail', async () => {
    const account = newAccount();
    const stream = await open('?actor=operator&action=registerAccount');
    await orderPort(server, { account });
    await operator.done('POST', '/accounts', { account });
    const events = await readEvents(stream, (all) => all.length === 1);
    expect(events[0]?.data).toMatchObject({ action: 'registerAccount', account });
  });

  test.each(['yesterday', '-1', '1.5'])('an id that no event had is refused: %s', async (id) => {
    const response = await fetch(`${server.endpoint}/operator/v1/events`, {
      headers: { 'last-event-id': id },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: 'header.last-event-id' }] });
  });

  test('ends when its token has been removed, and tells nothing that came after', async () => {
    const { token, tokenId } = await operator.done<{ token: string; tokenId: string }>('POST', '/tokens', {
      name: 'eve',
      role: 'viewer',
    });
    const [before, after] = [newAccount(), newAccount()];
    const stream = await open('?action=CreateConnection', { authorization: `Bearer ${token}` });
    const reading = readEvents(stream, () => false);
    await orderPort(server, { account: before });
    await operator.done('DELETE', `/tokens/${tokenId}`);
    await orderPort(server, { account: after });
    const events = await reading;
    expect(events.at(-1)).toMatchObject({
      name: 'problem',
      data: { status: 401, detail: 'The token is not a valid one' },
    });
    expect(events.filter(({ data }) => data['account'] === after)).toEqual([]);
  });

  test('a command that follows it says why it has ended', async () => {
    const { token, tokenId } = await operator.done<{ token: string; tokenId: string }>('POST', '/tokens', {
      name: 'carl',
      role: 'viewer',
    });
    const options = { endpoint: server.endpoint, env: { CROSSCONNECT_OPERATOR_TOKEN: token } };
    const following = run(['events', '--follow'], options);
    await later(500);
    await operator.done('DELETE', `/tokens/${tokenId}`);
    expect(await following).toMatchObject({
      code: 1,
      err: expect.stringContaining('The token is not a valid one'),
    });
  });

  test('ends when the server does, which does not wait for it', async () => {
    const stream = await open();
    const ended = readEvents(stream, () => false);
    const started = performance.now();
    await server.stop();
    expect(performance.now() - started).toBeLessThan(1_000);
    await ended;
  });
});
