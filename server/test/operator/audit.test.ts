import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { newSlice } from '../support/hosted.ts';
import { orderPrivate } from '../support/interfaces.ts';
import { passSeconds } from '../support/macsec.ts';
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
    readonly changes: readonly { readonly resource: string; readonly id: string; readonly to: string }[];
  }[];
  readonly next?: string;
  readonly place: number;
}

describe('the audit trail', () => {
  const server = useServer();
  const operator = operatorOf(server);
  const interconnectsOf = async (account: string) => {
    const { interconnects = [] } = await server.call('DescribeInterconnects', {}, { account });
    return interconnects.map(({ interconnectId = '' }) => interconnectId);
  };
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
    // What the fabric saw, as far as it moved something.
    expect(items.find(({ actor }) => actor === 'fabric')).toMatchObject({
      action: 'port',
      request: { link: 'up', lit: true, encrypted: false },
    });
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
    await server.settle();
    const actions = async (query: string) => (await trail(query)).items.map(({ action }) => action);
    const asked = ['CreateConnection', 'registerAccount'];
    expect(await actions(`account=${account}`)).toEqual(expect.arrayContaining([...asked, 'port']));
    expect(await actions(`account=${account}&actor=operator`)).toEqual(['registerAccount']);
    expect(await actions(`account=${account}&actor=operator:local`)).toEqual(['registerAccount']);
    expect(await actions(`account=${account}&actor=key`)).toEqual(['CreateConnection']);
    expect(await actions(`account=${account}&action=CreateConnection`)).toEqual(['CreateConnection']);
    expect(await actions(`account=${account}&actor=fabric`)).toEqual(['port']);
    expect(await actions(`resource=${id}&action=CreateConnection`)).toEqual(['CreateConnection']);
    expect(await actions(`account=${account}&to=${start}`)).toEqual([]);
    expect(await actions(`account=${account}&from=${start}`)).toHaveLength(
      (await trail(`account=${account}`)).items.length,
    );
    expect(await actions(`resource=${id.slice(0, -1)}`)).toEqual([]);
  });

  test('knows what time and the fabric did as whose it was: all states of all that an account has', async () => {
    const [customer, partner] = [newAccount(), newAccount()];
    const hosted = await newSlice(server, { account: customer }, 101, partner);
    const { virtualInterfaceId } = await orderPrivate(server, { account: customer }, hosted);
    await passSeconds(server, 1);
    const [parent = ''] = await interconnectsOf(partner);
    await operator.done('POST', `/ports/${parent}/fault`, { fault: 'cut' });
    await server.settle();

    // One light, two accounts, each with its own.
    const down = { from: 'available', to: 'down' };
    const connection = { resource: 'connection', ...down };
    const [theirs] = (await trail(`account=${partner}&actor=fabric`)).items;
    expect(theirs).toMatchObject({ action: 'port', region: 'us-east-1' });
    expect(theirs?.changes).toEqual([{ ...connection, id: parent }]);
    const [own] = (await trail(`account=${customer}&actor=fabric&action=port`)).items;
    expect(own?.changes).toEqual([
      { ...connection, id: hosted },
      { resource: 'virtual_interface', id: virtualInterfaceId, ...down },
    ]);
    // Whatever happened to what they have is found by whom it belongs to, and nothing but what is nobody's is missing.
    const { items } = await trail('limit=500');
    const ids = new Set([hosted, virtualInterfaceId]);
    const about = items.filter(({ changes }) => changes.some(({ id }) => ids.has(id)));
    expect(about.filter(({ account }) => account === null)).toEqual([]);
    expect(new Set(about.map(({ actor }) => actor))).toContain('timer');
    const timed = (await trail(`account=${customer}&actor=timer`)).items;
    const resources = timed.flatMap(({ changes }) => changes.map(({ resource }) => resource));
    expect(resources).toEqual(expect.arrayContaining(['connection', 'virtual_interface', 'bgp_peer']));

    // A partner's call that reaches what the customer has: one record, in the trail of both.
    const asked = { account: partner, action: 'AllocateHostedConnection' };
    const allocated = { ...asked, changes: [{ id: hosted, from: null, to: 'ordering', account: customer }] };
    for (const account of [partner, customer])
      expect((await trail(`account=${account}&action=${asked.action}`)).items).toMatchObject([allocated]);
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
