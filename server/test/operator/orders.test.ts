import {
  CreateConnectionCommand,
  DescribeConnectionsCommand,
  DescribeLoaCommand,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { run } from './cli.testing.ts';
import { operatorOf, type PageBody } from './operator.testing.ts';

interface Order {
  readonly port?: string | null;
  readonly information?: { readonly at: string; readonly until: string } | null;
  readonly connectionId: string;
  readonly status: string;
  readonly region: string;
  readonly location: string;
}

describe('the queue of orders', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });
  const operator = operatorOf(server);
  const list = async (query: string) =>
    (await operator.done<PageBody<Order>>('GET', `/orders?${query}`)).items.map(
      ({ connectionId }) => connectionId,
    );

  test('shows what waits, and by account, Region, location and status', async () => {
    const account = newAccount();
    const here = await orderPort(server, { account });
    const there = await orderPort(server, { account, region: 'eu-central-1' }, { location: 'EqFA5' });
    const decided = await orderPort(server, { account });
    const gone = await orderPort(server, { account });
    await operator.done('POST', `/orders/${decided.connectionId}/approve`);
    await server.call('DeleteConnection', { connectionId: gone.connectionId }, { account });

    expect(await list(`account=${account}`)).toEqual([there.connectionId, here.connectionId]);
    expect(await list(`account=${account}&region=us-east-1`)).toEqual([here.connectionId]);
    expect(await list(`account=${account}&location=eqfa5`)).toEqual([there.connectionId]);
    expect(await list(`account=${account}&status=approved`)).toEqual([decided.connectionId]);
    expect(await list(`account=${account}&status=withdrawn`)).toEqual([gone.connectionId]);
    expect(await list(`account=${account}&status=all`)).toHaveLength(4);
    expect(await list(`account=${newAccount()}`)).toEqual([]);
    expect(await list('limit=500')).toEqual(expect.arrayContaining([here.connectionId, there.connectionId]));
  });

  test('comes in pages that miss and repeat nothing', async () => {
    const account = newAccount();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push((await orderPort(server, { account })).connectionId);
    const seen: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const page: PageBody<Order> = await operator.done('GET', `/orders?account=${account}&limit=2${after}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ connectionId }) => connectionId));
      next = page.next;
    }
    expect(seen).toEqual(ids);
  });

  test('an order is approved once', async () => {
    const { connectionId } = await orderPort(server, { account: newAccount() });
    await operator.done('POST', `/orders/${connectionId}/approve`, {});
    const again = await operator.refused(409, 'POST', `/orders/${connectionId}/approve`);
    expect(again.detail).toBe(`Order ${connectionId} is not waiting for a review: its state is pending`);
    expect(again.next).toContain('crossconnect operator orders list');
    const late = await operator.refused(409, 'POST', `/orders/${connectionId}/reject`, { reason: 'Late' });
    expect(late.detail).toContain('its state is pending');
  });

  test('a customer who is asked for information has seven days, and sees an order that is requested', async () => {
    const account = newAccount();
    const client = server.client(account);
    const cli = async (...args: readonly string[]) => {
      const ran = await run([...args, '--json'], { endpoint: server.endpoint });
      expect(ran).toMatchObject({ code: 0, err: '' });
      return JSON.parse(ran.out) as Order;
    };
    const states = async () => {
      const { connections = [] } = await client.send(new DescribeConnectionsCommand({}));
      return Object.fromEntries(connections.map((one) => [one.connectionId, one.connectionState]));
    };
    const order = async (connectionName: string) => {
      const wish = { location: 'EqDC2', bandwidth: '10Gbps', connectionName };
      return (await client.send(new CreateConnectionCommand(wish))).connectionId ?? '';
    };
    const [silent, heard] = [await order('silent'), await order('heard')];
    const before = await client.send(new DescribeConnectionsCommand({ connectionId: silent }));
    const asked = await cli('orders', 'ask', silent, '--reason', 'Who patches at your side?');
    expect(asked).toMatchObject({
      status: 'asked',
      state: 'asked',
      review: null,
      information: { reason: 'Who patches at your side?', by: 'local', answer: null, answeredAt: null },
    });
    const { at = '', until = '' } = asked.information ?? {};
    expect(Date.parse(until) - Date.parse(at)).toBe(7 * 86_400_000);
    const after = await client.send(new DescribeConnectionsCommand({ connectionId: silent }));
    expect(after.connections).toEqual(before.connections);
    await cli('orders', 'ask', heard, '--reason', 'Whose cage?');
    expect(await list(`account=${account}`)).toEqual([]);
    expect(await list(`account=${account}&status=asked`)).toEqual([silent, heard]);
    const loa = client.send(new DescribeLoaCommand({ connectionId: silent }));
    await expect(loa).rejects.toThrow(`${silent} is in state requested`);

    const early = await operator.refused(409, 'POST', `/orders/${silent}/approve`);
    expect(early.detail).toBe(`Order ${silent} is waiting for an answer of the customer`);
    expect(early.next).toContain(`crossconnect operator orders answer ${silent}`);
    const twice = await operator.refused(409, 'POST', `/orders/${silent}/ask`, { reason: 'And?' });
    expect(twice.detail).toBe(early.detail);

    await cli('clock', 'advance', '6d');
    await server.restart();
    expect(await cli('orders', 'answer', heard, '--text', 'Ours')).toMatchObject({
      status: 'waiting',
      state: 'requested',
      information: { reason: 'Whose cage?', until: null, answer: 'Ours', answeredAt: expect.any(String) },
    });
    expect(await states()).toEqual({ [silent]: 'requested', [heard]: 'requested' });
    const unasked = await operator.refused(409, 'POST', `/orders/${heard}/answer`, { answer: 'Ours' });
    expect(unasked.detail).toBe(`Nothing is asked of the customer for ${heard}`);

    // The deadline is the moment of the question and seven days, whatever happened to the server meanwhile.
    const { now } = await operator.done<{ now: string }>('GET', '/clock');
    await cli('clock', 'advance', String(Date.parse(until) - Date.parse(now) - 10_000));
    expect(await states()).toEqual({ [silent]: 'requested', [heard]: 'requested' });
    await cli('clock', 'advance', '11s');
    expect(await states()).toEqual({ [silent]: 'deleted', [heard]: 'requested' });
    expect(await cli('orders', 'show', silent)).toMatchObject({
      status: 'lapsed',
      review: { decision: 'lapsed', by: 'lifecycle', reason: 'Who patches at your side?', at: until },
    });
    expect(await list(`account=${account}&status=lapsed`)).toEqual([silent]);
    expect(await operator.done('GET', `/ports/${asked.port}`)).toMatchObject({ connection: null });
    const { items } = await operator.done<PageBody<object>>('GET', `/audit?account=${account}&actor=timer`);
    expect(items).toMatchObject([{ at: until, changes: [{ id: silent, from: 'asked', to: 'deleted' }, {}] }]);
    expect(await operator.done('POST', `/orders/${heard}/approve`)).toMatchObject({ status: 'approved' });
  });

  test('an order that is asked about can be rejected by the operator, and withdrawn by the customer', async () => {
    const account = newAccount();
    const ids = [await orderPort(server, { account }), await orderPort(server, { account })];
    const [one = '', two = ''] = ids.map(({ connectionId }) => connectionId);
    for (const id of [one, two]) await operator.done('POST', `/orders/${id}/ask`, { reason: 'Why?' });
    const rejected = await operator.done('POST', `/orders/${one}/reject`, { reason: 'No contract' });
    expect(rejected).toMatchObject({ status: 'rejected', information: { reason: 'Why?', until: null } });
    const gone = await server.call('DeleteConnection', { connectionId: two }, { account });
    expect(gone).toMatchObject({ connectionState: 'deleted' });
    expect(await operator.done('GET', `/orders/${two}`)).toMatchObject({ status: 'withdrawn' });
    await operator.done('POST', '/clock/advance', { by: '7d' });
    expect(await list(`account=${account}&status=lapsed`)).toEqual([]);
  });

  test('an order that there is not is said so, with the way to all', async () => {
    const problem = await operator.refused(404, 'GET', '/orders/dxcon-fgnothing');
    expect(problem).toMatchObject({
      type: 'urn:problem-type:crossconnect:not-found',
      detail: 'There is no order dxcon-fgnothing',
      instance: '/operator/v1/orders/dxcon-fgnothing',
    });
    expect(problem.next).toContain('GET /operator/v1/orders?status=all');
    await operator.refused(404, 'POST', '/orders/dxcon-fgnothing/approve');
  });
});
