// The manual profile lived through: each step is the operator's, and the customer sees what follows.
import {
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DescribeConnectionsCommand,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { useServer } from '../support/server.ts';

interface Item {
  readonly connectionId: string;
  readonly letterId: string;
  readonly state: string;
}

describe('an order in the manual profile', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });

  async function order(name: string): Promise<string> {
    const wish = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: name };
    const { connectionId = '' } = await server.client().send(new CreateConnectionCommand(wish));
    return connectionId;
  }

  async function stateOf(connectionId: string): Promise<string | undefined> {
    const { connections = [] } = await server.client().send(new DescribeConnectionsCommand({ connectionId }));
    return connections[0]?.connectionState;
  }

  async function done<T = Item>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await server.operator<T>(method, path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  }

  const letters = async (id: string) =>
    (await done<{ items: Item[] }>('GET', `/letters?connectionId=${id}`)).items;

  test('is approved, patched, lit, cut and repaired, and the customer sees each state', async () => {
    const id = await order('primary');
    expect(await stateOf(id)).toBe('requested');
    expect(await letters(id)).toEqual([]);

    const waiting = await done<{ items: Item[] }>('GET', '/orders');
    expect(waiting.items).toMatchObject([
      { connectionId: id, status: 'waiting', location: 'EqDC2', review: null },
    ]);

    const approved = await done('POST', `/orders/${id}/approve`);
    expect(approved).toMatchObject({ status: 'approved', review: { by: 'local', reason: null } });
    expect(await stateOf(id)).toBe('pending');
    expect(await letters(id)).toMatchObject([{ state: 'issued', connectionId: id }]);
    expect((await done<{ items: Item[] }>('GET', '/orders')).items).toEqual([]);

    const early = await server.operator<{ next: string }>('POST', `/ports/${id}/far-end`, { lit: true });
    expect(early).toMatchObject({ status: 409, body: { detail: expect.stringContaining('requested') } });
    expect(early.body.next).toContain(`/operator/v1/cross-connects/${id}/connect`);

    const patched = await done('POST', `/cross-connects/${id}/connect`, { farEnd: 'cage 7, port 12' });
    expect(patched).toMatchObject({ state: 'connected', farEnd: 'cage 7, port 12' });
    expect(await stateOf(id)).toBe('pending');

    const lit = await done('POST', `/ports/${id}/far-end`, { lit: true });
    expect(lit).toMatchObject({ link: 'up', farEndLit: true, connection: { state: 'available' } });
    expect(await stateOf(id)).toBe('available');

    await done('POST', `/ports/${id}/fault`, { fault: 'cut' });
    expect(await stateOf(id)).toBe('down');
    expect(await done('GET', `/ports/${id}`)).toMatchObject({ fault: 'cut', link: 'down', rxPowerDbm: null });
    await done('POST', `/ports/${id}/repair`);
    expect(await stateOf(id)).toBe('available');

    await done('POST', `/cross-connects/${id}/break`, { note: 'excavator' });
    expect(await stateOf(id)).toBe('down');
    await done('POST', `/cross-connects/${id}/repair`);
    expect(await stateOf(id)).toBe('available');
    await server.client().send(new DeleteConnectionCommand({ connectionId: id }));
  });

  test('is rejected with a reason, and its port is free again', async () => {
    const id = await order('unwanted');
    const { port } = await done<{ port: string }>('GET', `/orders/${id}`);
    const unsaid = await server.operator<{ errors: object[] }>('POST', `/orders/${id}/reject`);
    expect(unsaid).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'body.reason', detail: 'is missing' }] },
    });
    const rejected = await done('POST', `/orders/${id}/reject`, { reason: 'No contract' });
    expect(rejected).toMatchObject({ status: 'rejected', review: { reason: 'No contract', by: 'local' } });
    expect(await stateOf(id)).toBe('deleted');
    expect(await done('GET', `/ports/${port}`)).toMatchObject({ state: 'free', connection: null });
    const again = await server.operator<{ next: string }>('POST', `/orders/${id}/approve`);
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('deleted') } });
  });

  test('that never comes up is deleted after 100 days, ten days after its letter expired', async () => {
    const id = await order('forgotten');
    await done('POST', `/orders/${id}/approve`);
    const [{ letterId } = { letterId: '' }] = await letters(id);

    const report = await done<{ complete: boolean; changes: { at: string; id: string; to: string }[] }>(
      'POST',
      '/clock/advance',
      { by: '100d' },
    );
    expect(report.complete).toBe(true);
    const mine = report.changes.filter((change) => change.id === id || change.id === letterId);
    expect(mine.map(({ to }) => to)).toEqual(['expired', 'deleting', 'ceased', 'revoked']);
    const [expired, deleting] = mine.map(({ at }) => Date.parse(at));
    expect((deleting ?? 0) - (expired ?? 0)).toBeCloseTo(10 * 86_400_000, -3);
    expect(await stateOf(id)).toBe('deleting');

    const later = await done<{ changes: { id: string; to: string }[] }>('POST', '/clock/advance', {
      by: 'PT10S',
    });
    expect(later.changes.filter((change) => change.id === id)).toMatchObject([{ to: 'deleted' }]);
  });
});
