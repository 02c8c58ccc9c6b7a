// Virtual interfaces of all accounts, as the operator sees them: what they are, what their sessions went through, and why.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import {
  DOCUMENTED_WISH,
  interfaceNow,
  orderPrivate,
  orderPublic,
  readyPort,
} from '../support/interfaces.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import { readyInterface, standOf } from '../sessions-over-ports/sessions.testing.ts';
import { bringUp } from '../support/lags.ts';
import { orderPort } from '../support/ports.ts';
import { operatorOf, type PageBody } from './operator.testing.ts';

interface Item {
  readonly virtualInterfaceId: string;
  readonly state: string;
  readonly peers: readonly { readonly peerId: string; readonly status: string; readonly cause: string }[];
}

describe('virtual interfaces', () => {
  const server = useServer();
  const operator = operatorOf(server);
  const ids = async (query: string) =>
    (await operator.done<PageBody<Item>>('GET', `/virtual-interfaces?${query}`)).items.map(
      ({ virtualInterfaceId }) => virtualInterfaceId,
    );

  test('are listed over all accounts, by account, connection, gateway, kind and state', async () => {
    const [one, two] = [{ account: newAccount() }, { account: newAccount() }];
    const first = await readyInterface(server, one, { virtualGatewayId: 'vgw-0aaaaaaaaaaaaaaa1' });
    const second = await readyInterface(server, two);
    const open = await orderPublic(server, two, second.connectionId, DOCUMENTED_WISH);
    await passSeconds(server, 1);
    expect(await ids('')).toEqual(expect.arrayContaining([first.id, second.id, open.virtualInterfaceId]));
    expect(await ids(`account=${one.account}`)).toEqual([first.id]);
    expect(await ids(`connection=${second.connectionId}`)).toEqual([second.id, open.virtualInterfaceId]);
    expect(await ids('gateway=vgw-0aaaaaaaaaaaaaaa1')).toEqual([first.id]);
    expect(await ids(`account=${two.account}&kind=public`)).toEqual([open.virtualInterfaceId]);
    expect(await ids(`account=${two.account}&state=available`)).toHaveLength(2);
    expect(await ids(`account=${two.account}&state=down`)).toEqual([]);
    expect(await ids(`account=${two.account}&location=eqdc2&region=us-east-1`)).toHaveLength(2);
    expect(await ids('region=eu-west-1')).toEqual([]);
    const wrong = await operator.refused(400, 'GET', '/virtual-interfaces?state=up&kind=x&connection=y');
    expect(wrong.errors?.map(({ field }) => field)).toEqual([
      'query.connection',
      'query.kind',
      'query.state',
    ]);
  });

  test('show their sessions and why they are so, and no key', async () => {
    const caller = { account: newAccount() };
    const { id, peerId, connectionId } = await readyInterface(server, caller, { authKey: 'very-secret-key' });
    const seen = await operator.done('GET', `/virtual-interfaces/${id}`);
    expect(seen).toMatchObject({
      virtualInterfaceId: id,
      kind: 'private',
      state: 'available',
      account: caller.account,
      connectionId,
      vlan: 101,
      prefixLimits: { ipv4: 100, ipv6: 100 },
      peers: [{ peerId, state: 'available', status: 'up', cause: 'Established', asn: 65_000 }],
      failoverTest: null,
    });
    expect(JSON.stringify(seen)).not.toContain('very-secret-key');
    const { virtualInterfaceTest } = await server.call(
      'StartBgpFailoverTest',
      { virtualInterfaceId: id },
      caller,
    );
    await server.settle();
    expect(await operator.done('GET', `/virtual-interfaces/${id}`)).toMatchObject({
      state: 'testing',
      failoverTest: { testId: virtualInterfaceTest?.testId, peers: [peerId] },
      peers: [{ status: 'down', cause: `Held down by failover test ${virtualInterfaceTest?.testId}` }],
    });
    await operator.refused(404, 'GET', '/virtual-interfaces/dxvif-fgnothin');
    await operator.refused(400, 'GET', '/virtual-interfaces/dxcon-fgnothin');
  });

  test('have a history, in pages, the newest first', async () => {
    const { id, connectionId, peerId } = await readyInterface(server, { account: newAccount() });
    for (const _ of [1, 2, 3]) {
      await operator.done('POST', `/ports/${connectionId}/fault`, { fault: 'cut' });
      await operator.done('POST', `/ports/${connectionId}/repair`);
    }
    const path = `/virtual-interfaces/${id}/session`;
    const all = await operator.done<PageBody<object>>('GET', path);
    expect(all.items[0]).toEqual({
      at: expect.any(String) as string,
      peerId,
      from: 'down',
      to: 'up',
      cause: 'Established',
    });
    expect(all.items).toHaveLength(8);
    expect(all).not.toHaveProperty('next');
    const pages: object[][] = [];
    let after: string | undefined;
    do {
      const page: PageBody<object> = await operator.done(
        'GET',
        `${path}?limit=3${after === undefined ? '' : `&after=${after}`}`,
      );
      pages.push([...page.items]);
      after = page.next;
    } while (after !== undefined);
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 2]);
    expect(pages.flat()).toEqual(all.items);
    expect((await operator.refused(400, 'GET', `${path}?after=x`)).errors?.[0]?.field).toBe('query.after');
  });

  test('that have ended are no longer touched', async () => {
    const caller = { account: newAccount() };
    const { id } = await readyInterface(server, caller);
    await server.call('DeleteVirtualInterface', { virtualInterfaceId: id }, caller);
    await server.settle();
    const refused = await operator.refused(409, 'POST', `/virtual-interfaces/${id}/customer-router/silence`);
    expect(refused.detail).toBe(`${id} is deleted`);
    expect(await operator.done('GET', `/virtual-interfaces/${id}/customer-router`)).toMatchObject({
      sessions: [],
    });
  });
});

describe('the verification of public virtual interfaces, where nobody does it by itself', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });
  const operator = operatorOf(server);

  async function verifying() {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    await bringUp(server, connectionId);
    const { virtualInterfaceId: id } = await orderPublic(server, caller, connectionId, DOCUMENTED_WISH);
    await passSeconds(server, 86_400);
    expect(await standOf(server, caller, id)).toBe('verifying, down');
    return { id, caller };
  }

  test('is waited for; then its router has to answer', async () => {
    const { id, caller } = await verifying();
    const done = await operator.done('POST', `/virtual-interfaces/${id}/verify`, {
      note: 'letter of 12 March',
    });
    expect(done).toMatchObject({ state: 'pending' });
    await passSeconds(server, 10);
    expect(await standOf(server, caller, id)).toBe('down, down');
    const router = `/virtual-interfaces/${id}/customer-router`;
    expect(await operator.done('GET', router)).toMatchObject({
      sessions: [{ answers: false, cause: "The customer's router does not answer" }],
    });
    // It is so since what the history of the session says.
    const { items } = await operator.done<PageBody<object>>('GET', `/virtual-interfaces/${id}/session`);
    const { peers } = await operator.done<{ peers: { since: string }[] }>('GET', `/virtual-interfaces/${id}`);
    expect(items[0]).toMatchObject({ at: peers[0]?.since, cause: "The customer's router does not answer" });
    await operator.done('POST', `${router}/answer`);
    expect(await standOf(server, caller, id)).toBe('available, up');
    expect(await operator.done('GET', router)).toMatchObject({
      announcements: null,
      sessions: [
        { answers: true, announced: [{ cidr: '203.0.113.0/24', asPath: [65_000] }], prefixLimit: 1_000 },
      ],
    });
    const twice = await operator.refused(409, 'POST', `/virtual-interfaces/${id}/verify`);
    expect(twice.detail).toBe(`${id} is available: nothing of it waits to be verified`);
  });

  test('is waited for by a router that answers already', async () => {
    const { id, caller } = await verifying();
    const router = `/virtual-interfaces/${id}/customer-router`;
    expect(await operator.done('POST', `${router}/answer`)).toMatchObject({ sessions: [{ answers: true }] });
    await passSeconds(server, 10);
    expect(await standOf(server, caller, id)).toBe('verifying, down');
    await operator.done('POST', `/virtual-interfaces/${id}/verify`);
    await passSeconds(server, 10);
    expect(await standOf(server, caller, id)).toBe('available, up');
  });

  test('can end in a rejection, whose reason stays', async () => {
    const { id, caller } = await verifying();
    const wrong = await operator.refused(400, 'POST', `/virtual-interfaces/${id}/reject`, {});
    expect(wrong.errors?.[0]).toMatchObject({ field: 'body.reason' });
    const reason = '203.0.113.0/24 is registered to somebody else';
    expect(await operator.done('POST', `/virtual-interfaces/${id}/reject`, { reason })).toMatchObject({
      state: 'rejected',
    });
    expect((await interfaceNow(server, caller, id)).virtualInterfaceState).toBe('rejected');
    const { items } = await operator.done<PageBody<object>>('GET', `/virtual-interfaces/${id}/session`);
    expect(items[0]).toMatchObject({ to: 'down', cause: `Prefixes and ASN were rejected: ${reason}` });
    const trail = await operator.done<PageBody<object>>(
      'GET',
      `/audit?resource=${id}&action=rejectVirtualInterface`,
    );
    expect(trail.items[0]).toMatchObject({ account: caller.account, request: { reason } });
    // Its VLAN is free again.
    const { connectionId } = await operator.done<{ connectionId: string }>(
      'GET',
      `/virtual-interfaces/${id}`,
    );
    await orderPublic(server, caller, connectionId, DOCUMENTED_WISH);
  });

  test('is for public ones', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    await bringUp(server, connectionId);
    const { virtualInterfaceId: id } = await orderPrivate(server, caller, connectionId);
    for (const [action, body] of [
      ['verify', {}],
      ['reject', { reason: 'no' }],
    ] as const) {
      const { detail } = await operator.refused(409, 'POST', `/virtual-interfaces/${id}/${action}`, body);
      expect(detail).toMatch(/nothing of it waits to be verified$/);
    }
  });
});

describe('sessions of gear that the operator reports of', () => {
  const server = useServer({ flags: ['--fabric', 'manual'] });
  const operator = operatorOf(server);

  async function reported() {
    const caller = { account: newAccount() };
    const connectionId = await readyPort(server, caller);
    const light = { link: 'up', rxPowerDbm: -5, txPowerDbm: -2 };
    await operator.done('POST', `/ports/${connectionId}/facts`, light);
    const { virtualInterfaceId: id, bgpPeers } = await orderPrivate(server, caller, connectionId);
    await passSeconds(server, 1);
    const path = `/virtual-interfaces/${id}/sessions/${bgpPeers[0]?.bgpPeerId ?? ''}`;
    return { id, connectionId, path, stand: () => standOf(server, caller, id) };
  }

  test('are up or down as they are reported, with what is announced', async () => {
    const { id, connectionId, path, stand } = await reported();
    expect(await stand()).toBe('down, down');
    const announced = [{ cidr: '10.20.0.0/16', asPath: [65_000], communities: ['7224:7200'] }];
    expect(await operator.done('PUT', path, { status: 'up', announced })).toMatchObject({
      state: 'available',
      peers: [{ status: 'up', cause: 'Established' }],
    });
    await operator.done('PUT', path, { status: 'down', cause: 'Hold timer expired' });
    expect(await stand()).toBe('down, down');
    await operator.done('PUT', path, { status: 'up' });
    await operator.done('POST', `/ports/${connectionId}/facts`, { link: 'down' });
    expect(await stand()).toBe('down, down');
    const refused = await operator.refused(409, 'PUT', path, { status: 'up' });
    expect(refused.detail).toBe(`${connectionId} is down: no session is up over it`);
    const { items } = await operator.done<PageBody<{ cause: string }>>(
      'GET',
      `/virtual-interfaces/${id}/session`,
    );
    expect(items.map(({ cause }) => cause)).toEqual([
      'The port has no link',
      'Established',
      'Hold timer expired',
      'Established',
    ]);
  });

  test('need a peer of the virtual interface, and say what is wrong', async () => {
    const { id, path } = await reported();
    const other = await reported();
    await operator.refused(404, 'PUT', `/virtual-interfaces/${id}/sessions/dxpeer-fgnothin`, {
      status: 'up',
    });
    await operator.refused(404, 'PUT', path.replace(id, other.id), { status: 'up' });
    const wrong = await operator.refused(400, 'PUT', path, { status: 'sideways', announced: [{ cidr: 1 }] });
    expect(wrong.errors?.map(({ field }) => field)).toEqual(['body.status', 'body.announced.0.cidr']);
    const none = await operator.refused(400, 'PUT', path, {
      status: 'up',
      announced: [{ cidr: '10.0.0.1/8' }],
    });
    expect(none.errors?.[0]?.field).toBe('body.announced.0.cidr');
    const down = await operator.refused(400, 'PUT', path, {
      status: 'down',
      announced: [{ cidr: '10.0.0.0/8' }],
    });
    expect(down.errors?.[0]?.field).toBe('body.announced');
  });

  test('and there is no simulated router behind them', async () => {
    const { id } = await reported();
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/silence'],
      ['PUT', '/announcements'],
    ] as const) {
      const answer = await server.operator(method, `/virtual-interfaces/${id}/customer-router${path}`);
      expect(answer.status).toBe(404);
    }
  });
});
