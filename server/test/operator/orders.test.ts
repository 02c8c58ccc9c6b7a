import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { operatorOf, type PageBody } from './operator.testing.ts';

interface Order {
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
