import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { operatorOf } from './operator.testing.ts';

interface Trail {
  readonly items: readonly {
    readonly seq: number;
    readonly at: string;
    readonly actor: string;
    readonly action: string;
    readonly account: string | null;
    readonly changes: readonly { readonly id: string; readonly to: string }[];
  }[];
  readonly next?: string;
  readonly place: number;
}

describe('the audit trail', () => {
  const server = useServer();
  const operator = operatorOf(server);
  const trail = (query: string) => operator.done<Trail>('GET', `/audit?${query}`);

  test('shows who did what, and the states that were entered', async () => {
    const account = newAccount();
    const { connectionId: id } = await orderPort(server, { account });
    await server.settle();
    await operator.done('POST', `/ports/${id}/fault`, { fault: 'cut' });
    const { items } = await trail(`resource=${id}&order=oldest`);
    expect(items[0]).toMatchObject({
      actor: `key:${account}`,
      action: 'CreateConnection',
      account,
      region: 'us-east-1',
      sourceIp: '127.0.0.1',
      request: { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'port' },
      changes: [
        { resource: 'port', from: null, to: 'taken' },
        { resource: 'connection', id, from: null, to: 'requested' },
      ],
    });
    const entered = items.flatMap(({ changes }) =>
      changes.filter((one) => one.id === id).map(({ to }) => to),
    );
    expect(entered).toEqual([
      'requested',
      'requested',
      'pending',
      'awaiting',
      'connected',
      'available',
      'down',
    ]);
    expect(items.find(({ action }) => action === 'setFault')).toMatchObject({
      actor: 'operator:local',
      account,
      request: { port: id, fault: 'cut' },
    });
  });

  test('is filtered by account, action, actor, resource and time', async () => {
    const account = newAccount();
    const start = new Date().toISOString();
    const { connectionId: id } = await orderPort(server, { account });
    await operator.done('POST', '/accounts', { account, name: 'Audited' });
    const actions = async (query: string) => (await trail(query)).items.map(({ action }) => action);
    expect(await actions(`account=${account}`)).toEqual(['registerAccount', 'CreateConnection']);
    expect(await actions(`account=${account}&actor=operator`)).toEqual(['registerAccount']);
    expect(await actions(`account=${account}&actor=operator:local`)).toEqual(['registerAccount']);
    expect(await actions(`account=${account}&actor=key`)).toEqual(['CreateConnection']);
    expect(await actions(`account=${account}&action=CreateConnection`)).toEqual(['CreateConnection']);
    expect(await actions(`resource=${id}&action=CreateConnection`)).toEqual(['CreateConnection']);
    expect(await actions(`account=${account}&to=${start}`)).toEqual([]);
    expect(await actions(`account=${account}&from=${start}`)).toHaveLength(2);
    expect(await actions(`resource=${id.slice(0, -1)}`)).toEqual([]);
  });

  test('comes in pages in both orders, and each record once', async () => {
    for (let count = 0; count < 3; count += 1) await orderPort(server, { account: newAccount() });
    await server.settle();
    for (const order of ['newest', 'oldest'] as const) {
      const seqs: number[] = [];
      let next: string | undefined = '';
      while (next !== undefined) {
        const after: string = next === '' ? '' : `&after=${next}`;
        const page: Trail = await trail(`order=${order}&limit=7${after}`);
        seqs.push(...page.items.map(({ seq }) => seq));
        next = page.next;
      }
      const sorted = seqs.toSorted((a, b) => (order === 'oldest' ? a - b : b - a));
      expect(seqs).toEqual(sorted);
      expect(new Set(seqs).size).toBe(seqs.length);
      expect(seqs.length).toBeGreaterThan(20);
    }
  });

  test('keeps no record of what was refused', async () => {
    const { connectionId: id } = await orderPort(server, { account: newAccount() });
    await server.settle();
    await operator.refused(409, 'POST', `/orders/${id}/approve`);
    expect((await trail(`resource=${id}&action=approveOrder`)).items).toEqual([]);
  });
});
