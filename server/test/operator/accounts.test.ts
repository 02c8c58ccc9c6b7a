import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { operatorOf, type PageBody } from './operator.testing.ts';

describe('accounts', () => {
  const server = useServer();
  const operator = operatorOf(server);

  test('are registered, shown, listed and changed', async () => {
    const account = newAccount();
    const registered = await operator.done('POST', '/accounts', {
      account,
      name: 'Example',
      company: 'Example Ltd',
    });
    expect(registered).toMatchObject({
      account,
      registered: true,
      name: 'Example',
      company: 'Example Ltd',
      partnerType: 'nonPartner',
      quotas: {},
      agreements: [],
    });
    const changed = await operator.done('PATCH', `/accounts/${account}`, {
      company: null,
      partnerType: 'v2',
      quotas: { connectionsPerLocation: 3, lagsPerRegion: 0 },
      agreements: [{ name: 'Terms', status: 'unsigned' }],
    });
    expect(changed).toMatchObject({ name: 'Example', company: null, partnerType: 'v2' });
    expect(changed).toMatchObject({ quotas: { connectionsPerLocation: 3, lagsPerRegion: 0 } });
    expect(await operator.done('GET', `/accounts/${account}`)).toEqual(changed);
    const again = await operator.done('PATCH', `/accounts/${account}`, { quotas: { lagsPerRegion: null } });
    expect(again).toMatchObject({ quotas: { connectionsPerLocation: 3 }, partnerType: 'v2' });
    const { items } = await operator.done<PageBody<{ account: string }>>('GET', '/accounts?limit=500');
    expect(items.map((one) => one.account)).toContain(account);
  });

  test('are listed and shown once they own something, without being registered', async () => {
    const owner = newAccount();
    const other = newAccount();
    await operator.refused(404, 'GET', `/accounts/${owner}`);
    await orderPort(server, { account: owner });
    await server.call('CreateDirectConnectGateway', { directConnectGatewayName: 'g' }, { account: other });
    const seen: string[] = [];
    let after = '';
    do {
      const { items, next } = await operator.done<PageBody<{ account: string }>>(
        'GET',
        `/accounts?limit=1${after}`,
      );
      expect(items).toHaveLength(1);
      seen.push(...items.map(({ account }) => account));
      after = next === undefined ? '' : `&after=${next}`;
    } while (after !== '');
    expect(seen).toEqual([...new Set(seen)].toSorted());
    expect(seen).toEqual(expect.arrayContaining([owner, other]));
    expect(await operator.done('GET', `/accounts/${owner}`)).toMatchObject({
      account: owner,
      registered: false,
      name: owner,
      partnerType: null,
    });
    expect(await operator.done('PATCH', `/accounts/${owner}`, { name: 'Met' })).toMatchObject({
      name: 'Met',
      registered: false,
    });
    expect(await operator.done('GET', `/accounts/${owner}`)).toMatchObject({ name: 'Met' });
  });

  test('have their own quotas from the next call on', async () => {
    const account = newAccount();
    await operator.done('POST', '/accounts', { account, quotas: { connectionsPerLocation: 1 } });
    await orderPort(server, { account });
    expect(await refusalOf(orderPort(server, { account }))).toMatchObject({
      message: 'You have reached the limit of 1 active connections at EqDC2',
    });
    await operator.done('PATCH', `/accounts/${account}`, { quotas: { connectionsPerLocation: null } });
    await orderPort(server, { account });
  });

  test('are registered once, and exist before they are changed', async () => {
    const account = newAccount();
    const unknown = await operator.refused(404, 'PATCH', `/accounts/${account}`, { name: 'Nobody' });
    expect(unknown.next).toContain(`crossconnect operator accounts register ${account}`);
    await operator.done('POST', '/accounts', { account });
    const double = await operator.refused(409, 'POST', '/accounts', { account });
    expect(double.next).toContain(`PATCH /operator/v1/accounts/${account}`);
  });

  test('that two operators register at once are registered once', async () => {
    const account = newAccount();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => server.operator('POST', '/accounts', { account, name: 'Race' })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
  });
});
