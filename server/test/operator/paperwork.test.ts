import { DescribeLoaCommand } from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { operatorOf, type PageBody } from './operator.testing.ts';

interface Letter {
  readonly letterId: string;
  readonly state: string;
  readonly link: string;
}

const EVENTS = ['order', 'connect', 'break', 'repair', 'cease', 'ceased'] as const;
const STATES = ['requested', 'awaiting', 'connected', 'broken', 'awaitingCease', 'ceased'] as const;
type State = (typeof STATES)[number];

/** What each event makes of each state; what is not named is refused. */
const TABLE: { readonly [S in State]: { readonly [E in (typeof EVENTS)[number]]?: State } } = {
  requested: { order: 'awaiting', connect: 'connected', cease: 'ceased' },
  awaiting: { connect: 'connected', cease: 'ceased' },
  connected: { break: 'broken', cease: 'awaitingCease' },
  broken: { repair: 'connected', cease: 'awaitingCease' },
  awaitingCease: { ceased: 'ceased' },
  ceased: {},
};
/** How each state is reached. */
const WAYS: { readonly [S in State]: readonly (typeof EVENTS)[number][] } = {
  requested: [],
  awaiting: ['order'],
  connected: ['connect'],
  broken: ['connect', 'break'],
  awaitingCease: ['connect', 'cease'],
  ceased: ['cease'],
};

describe('paperwork', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });
  const operator = operatorOf(server);
  const account = newAccount();

  async function approved(): Promise<string> {
    const { connectionId } = await orderPort(server, { account });
    await operator.done('POST', `/orders/${connectionId}/approve`);
    return connectionId;
  }
  const lettersOf = async (id: string) =>
    (await operator.done<PageBody<Letter>>('GET', `/letters?connectionId=${id}`)).items;

  test('a new letter supersedes the one before, whose page says so', async () => {
    const id = await approved();
    const [first] = await lettersOf(id);
    const second = await operator.done<Letter>('POST', '/letters', {
      connectionId: id,
      providerName: 'Facility',
    });
    expect(second).toMatchObject({ state: 'issued', providerName: 'Facility', fetches: 0, account });
    expect(await operator.done('GET', `/letters/${first?.letterId}`)).toMatchObject({ state: 'superseded' });
    expect(await (await fetch(first?.link ?? '')).text()).toContain('A newer letter has taken its place');
    expect(await (await fetch(second.link)).text()).toContain('This letter is valid');
    const superseded = await operator.done<PageBody<Letter>>(
      'GET',
      `/letters?account=${account}&state=superseded`,
    );
    expect(superseded.items.map(({ letterId }) => letterId)).toEqual([first?.letterId]);
  });

  test('a revoked letter says why', async () => {
    const id = await approved();
    const [letter] = await lettersOf(id);
    const path = `/letters/${letter?.letterId}/revoke`;
    expect(await operator.done('POST', path, { reason: 'Wrong rack' })).toMatchObject({
      state: 'revoked',
      reason: 'Wrong rack',
    });
    expect(await (await fetch(letter?.link ?? '')).text()).toContain('It was revoked: Wrong rack');
    const again = await operator.refused(409, 'POST', path, { reason: 'Again' });
    expect(again.detail).toBe(`Letter ${letter?.letterId} is revoked and cannot be revoked`);
    expect(again.next).toContain(`crossconnect operator letters issue ${id}`);
    await operator.refused(404, 'POST', '/letters/LOA-AAAAA-AAAAA/revoke', { reason: 'None' });
  });

  test('nothing is patched with a letter that was revoked, until there is a new one', async () => {
    const id = await approved();
    const [letter] = await lettersOf(id);
    await operator.done('POST', `/letters/${letter?.letterId}/revoke`, { reason: 'Wrong rack' });
    for (const step of ['order', 'connect']) {
      const refused = await operator.refused(409, 'POST', `/cross-connects/${id}/${step}`);
      expect(refused.detail).toBe(
        `Letter ${letter?.letterId} of ${id} was revoked (Wrong rack): nothing is patched with it`,
      );
      expect(refused.next).toContain(`crossconnect operator letters issue ${id}`);
    }
    expect(await operator.done('GET', `/cross-connects/${id}`)).toMatchObject({ state: 'requested' });
    await operator.done('POST', '/letters', { connectionId: id });
    expect(await operator.done('POST', `/cross-connects/${id}/connect`)).toMatchObject({
      state: 'connected',
    });
  });

  test('nothing is patched with a letter of more than 90 days, until it is fetched again', async () => {
    const id = await approved();
    const [letter] = await lettersOf(id);
    await operator.done('POST', '/clock/advance', { by: '91d' });
    const refused = await operator.refused(409, 'POST', `/cross-connects/${id}/connect`);
    expect(refused.detail).toBe(
      `Letter ${letter?.letterId} of ${id} has expired: nothing is patched with it`,
    );
    expect(refused.next).toContain(`crossconnect operator letters issue ${id}`);
    await server.client(account).send(new DescribeLoaCommand({ connectionId: id }));
    expect(await operator.done('POST', `/cross-connects/${id}/connect`)).toMatchObject({
      state: 'connected',
    });
  });

  test('letters are for ports that were approved and are alive', async () => {
    const { connectionId: waiting } = await orderPort(server, { account });
    const early = await operator.refused(409, 'POST', '/letters', { connectionId: waiting });
    expect(early.next).toContain(`crossconnect operator orders approve ${waiting}`);
    await operator.done('POST', `/orders/${waiting}/reject`, { reason: 'No' });
    await operator.refused(409, 'POST', '/letters', { connectionId: waiting });
    await operator.refused(404, 'POST', '/letters', { connectionId: 'dxcon-fgnothing' });
  });

  test('a cross connect that was taken out is requested anew by a new letter, and the old one is void', async () => {
    const id = await approved();
    const [first] = await lettersOf(id);
    for (const step of ['connect', 'cease', 'ceased'])
      await operator.done('POST', `/cross-connects/${id}/${step}`, { farEnd: 'Cage 1' });
    const page = async (link = '') => (await fetch(link)).text();
    expect(await page(first?.link)).toContain('It was revoked: The cross connect was taken out');
    const client = server.client(account);
    await expect(client.send(new DescribeLoaCommand({ connectionId: id }))).rejects.toThrow(
      `The letter of authorization of ${id} was revoked: The cross connect was taken out`,
    );
    const dead = await operator.refused(409, 'POST', `/cross-connects/${id}/order`);
    expect(dead.next).toContain(`crossconnect operator letters issue ${id}`);

    const second = await operator.done<Letter>('POST', '/letters', { connectionId: id });
    expect(await operator.done('GET', `/cross-connects/${id}`)).toMatchObject({
      state: 'requested',
      farEnd: null,
    });
    expect(await page(second.link)).toContain('This letter is valid');
    expect((await client.send(new DescribeLoaCommand({ connectionId: id }))).loaContentType).toBe(
      'application/pdf',
    );
    for (const step of ['order', 'connect']) await operator.done('POST', `/cross-connects/${id}/${step}`);
    expect(await operator.done('GET', `/cross-connects/${id}`)).toMatchObject({ state: 'connected' });
  });

  async function crossConnectThat(is: State): Promise<string> {
    const { connectionId: id } = await orderPort(server, { account: newAccount() });
    await operator.done('POST', `/orders/${id}/approve`);
    for (const step of WAYS[is]) await operator.done('POST', `/cross-connects/${id}/${step}`);
    return id;
  }

  test.for(
    STATES.flatMap((state) => Object.entries(TABLE[state]).map(([event, to]) => ({ state, event, to }))),
  )('a cross connect that is $state becomes $to by $event', async ({ state, event, to }) => {
    const id = await crossConnectThat(state);
    const moved = await operator.done('POST', `/cross-connects/${id}/${event}`, { note: 'N', farEnd: 'F' });
    expect(moved).toMatchObject({ state: to, note: 'N', farEnd: 'F', connectionId: id });
    expect(await operator.done('GET', `/cross-connects/${id}`)).toEqual(moved);
    const listed = await operator.done<PageBody<{ connectionId: string }>>(
      'GET',
      `/cross-connects?state=${to}&limit=500`,
    );
    expect(listed.items.map(({ connectionId }) => connectionId)).toContain(id);
  });

  test.for(STATES)('a cross connect that is %s takes nothing else', async (state) => {
    const id = await crossConnectThat(state);
    const possible = Object.keys(TABLE[state]);
    for (const event of EVENTS.filter((one) => !possible.includes(one))) {
      const refused = await operator.refused(409, 'POST', `/cross-connects/${id}/${event}`);
      expect(refused.detail).toBe(`The cross connect of ${id} is ${state}: ${event} does not apply`);
      expect(refused.next).toContain(
        possible.length === 0 ? 'crossconnect operator letters issue' : possible.join(', '),
      );
    }
  });

  test('a fibre that outlives its connection is taken out in the trail of whoever had it', async () => {
    const other = newAccount();
    const { connectionId: id } = await orderPort(server, { account: other });
    await operator.done('POST', `/orders/${id}/approve`);
    await operator.done('POST', `/cross-connects/${id}/connect`);
    await server.call('DeleteConnection', { connectionId: id }, { account: other });
    await operator.done('POST', '/clock/advance', { by: '25h' });
    expect((await server.call('DescribeConnections', {}, { account: other })).connections).toEqual([]);
    await operator.done('POST', `/cross-connects/${id}/ceased`);
    const query = `/audit?account=${other}&action=endCrossConnect`;
    expect(await operator.done('GET', query)).toMatchObject({
      items: [{ actor: 'operator:local', region: 'us-east-1', changes: [{}, { id, to: 'ceased' }] }],
    });
  });

  test('there is no cross connect before an order is approved', async () => {
    const { connectionId: id } = await orderPort(server, { account: newAccount() });
    const early = await operator.refused(409, 'POST', `/cross-connects/${id}/connect`);
    expect(early.next).toContain(`crossconnect operator orders approve ${id}`);
    const unknown = await operator.refused(404, 'GET', '/cross-connects/dxcon-fgnothing');
    expect(unknown.next).toContain('crossconnect operator cross-connects list');
  });
});

describe('a cross connect that is patched by itself', () => {
  const server = useServer({ flags: ['--lifecycle', 'realistic'] });
  const operator = operatorOf(server);
  const pass = (by: string) => operator.done('POST', '/clock/advance', { by });

  test.each([
    ['requested', '25h'],
    ['awaiting', '29h'],
  ])('waits while its letter is revoked and it is %s, and goes on with a new one', async (state, by) => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    await pass(by);
    const crossConnect = async () =>
      (await operator.done<{ state: string }>('GET', `/cross-connects/${connectionId}`)).state;
    const connection = async () =>
      (await server.call('DescribeConnections', { connectionId }, caller)).connections?.[0]?.connectionState;
    expect([await crossConnect(), await connection()]).toEqual([state, 'pending']);
    const [letter] = (await operator.done<PageBody<Letter>>('GET', `/letters?connectionId=${connectionId}`))
      .items;
    await operator.done('POST', `/letters/${letter?.letterId}/revoke`, { reason: 'Wrong rack' });
    await pass('20d');
    expect([await crossConnect(), await connection()]).toEqual([state, 'pending']);
    await operator.done('POST', '/letters', { connectionId });
    await pass('47h');
    expect(await connection()).toBe('pending');
    await pass('6h');
    expect([await crossConnect(), await connection()]).toEqual(['connected', 'available']);
  });
});
