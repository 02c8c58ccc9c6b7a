// The manual profile lived through: each step is the operator's, and the customer sees what follows.
import {
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DescribeConnectionsCommand,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { operatorOf, type PageBody } from './operator.testing.ts';
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

  const operator = operatorOf(server);

  const letters = async (id: string) =>
    (await operator.done<PageBody<Item>>('GET', `/letters?connectionId=${id}`)).items;

  test('is approved, patched, lit, cut and repaired, and the customer sees each state', async () => {
    const id = await order('primary');
    expect(await stateOf(id)).toBe('requested');
    expect(await letters(id)).toEqual([]);

    const waiting = await operator.done<PageBody<Item>>('GET', '/orders');
    expect(waiting.items).toMatchObject([
      { connectionId: id, status: 'waiting', location: 'EqDC2', review: null },
    ]);

    const approved = await operator.done('POST', `/orders/${id}/approve`);
    expect(approved).toMatchObject({ status: 'approved', review: { by: 'local', reason: null } });
    expect(await stateOf(id)).toBe('pending');
    expect(await letters(id)).toMatchObject([{ state: 'issued', connectionId: id }]);
    expect((await operator.done<PageBody<Item>>('GET', '/orders')).items).toEqual([]);

    const early = await operator.refused(409, 'POST', `/ports/${id}/far-end`, { lit: true });
    expect(early.detail).toContain('its cross connect is requested');
    expect(early.next).toContain(`/operator/v1/cross-connects/${id}/connect`);

    const patched = await operator.done('POST', `/cross-connects/${id}/connect`, {
      farEnd: 'cage 7, port 12',
    });
    expect(patched).toMatchObject({ state: 'connected', farEnd: 'cage 7, port 12' });
    expect(await stateOf(id)).toBe('pending');

    const lit = await operator.done('POST', `/ports/${id}/far-end`, { lit: true });
    expect(lit).toMatchObject({ link: 'up', farEndLit: true, connection: { state: 'available' } });
    expect(await stateOf(id)).toBe('available');

    await operator.done('POST', `/ports/${id}/fault`, { fault: 'cut' });
    expect(await stateOf(id)).toBe('down');
    expect(await operator.done('GET', `/ports/${id}`)).toMatchObject({
      fault: 'cut',
      link: 'down',
      rxPowerDbm: null,
    });
    await operator.done('POST', `/ports/${id}/repair`);
    expect(await stateOf(id)).toBe('available');

    await operator.done('POST', `/cross-connects/${id}/break`, { note: 'excavator' });
    expect(await stateOf(id)).toBe('down');
    await operator.done('POST', `/cross-connects/${id}/repair`);
    expect(await stateOf(id)).toBe('available');
    await server.client().send(new DeleteConnectionCommand({ connectionId: id }));
  });

  test('is rejected with a reason, and its port is free again', async () => {
    const id = await order('unwanted');
    const { port } = await operator.done<{ port: string }>('GET', `/orders/${id}`);
    const unsaid = await operator.refused(400, 'POST', `/orders/${id}/reject`);
    expect(unsaid.errors).toMatchObject([{ field: 'body.reason', detail: 'is missing' }]);
    const rejected = await operator.done('POST', `/orders/${id}/reject`, { reason: 'No contract' });
    expect(rejected).toMatchObject({ status: 'rejected', review: { reason: 'No contract', by: 'local' } });
    expect(await stateOf(id)).toBe('deleted');
    expect(await operator.done('GET', `/ports/${port}`)).toMatchObject({ state: 'free', connection: null });
    const again = await operator.refused(409, 'POST', `/orders/${id}/approve`);
    expect(again.detail).toContain('deleted');
  });

  test('that never comes up is deleted after 100 days, ten days after its letter expired', async () => {
    const id = await order('forgotten');
    await operator.done('POST', `/orders/${id}/approve`);
    const [{ letterId } = { letterId: '' }] = await letters(id);

    const report = await operator.done<{
      complete: boolean;
      changes: { at: string; id: string; to: string }[];
    }>('POST', '/clock/advance', { by: '100d' });
    expect(report.complete).toBe(true);
    const mine = report.changes.filter((change) => change.id === id || change.id === letterId);
    expect(mine.map(({ to }) => to)).toEqual(['expired', 'deleting', 'revoked', 'ceased']);
    const [expired, deleting] = mine.map(({ at }) => Date.parse(at));
    expect((deleting ?? 0) - (expired ?? 0)).toBeCloseTo(10 * 86_400_000, -3);
    expect(await stateOf(id)).toBe('deleting');

    const later = await operator.done<{ changes: { id: string; to: string }[] }>('POST', '/clock/advance', {
      by: 'PT10S',
    });
    expect(later.changes.filter((change) => change.id === id)).toMatchObject([{ to: 'deleted' }]);
  });
});
