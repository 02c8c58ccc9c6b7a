import { DescribeLocationsCommand, DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { operatorOf, type PageBody } from './operator.testing.ts';

interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  readonly active: boolean;
  readonly expiresAt: string | null;
}

describe('access keys', () => {
  const server = useServer();
  const operator = operatorOf(server);
  const account = newAccount();

  test('open the account that they were made for, until they are turned off', async () => {
    await operator.done('POST', '/accounts', { account, name: 'Keyed' });
    const key = await operator.done<Key>('POST', `/accounts/${account}/keys`);
    expect(key.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(key.secretAccessKey).toMatch(/^[\w+/]{40}$/);
    expect(key).toMatchObject({
      account,
      active: true,
      temporary: false,
      sessionToken: null,
      expiresAt: null,
    });

    const caller = { account: key.accessKeyId, secret: key.secretAccessKey };
    const port = await orderPort(server, caller);
    expect(port).toMatchObject({ ownerAccount: account });
    expect(await refusalOf(orderPort(server, { ...caller, secret: 'wrong' }))).toMatchObject({
      code: 'InvalidSignatureException',
    });

    expect(await operator.done('POST', `/keys/${key.accessKeyId}/deactivate`)).toMatchObject({
      active: false,
    });
    expect(await refusalOf(orderPort(server, caller))).toMatchObject({ code: 'UnrecognizedClientException' });
    await operator.done('POST', `/keys/${key.accessKeyId}/activate`);
    await orderPort(server, caller);
  });

  test('are listed without their secrets, which the trail does not show either', async () => {
    const key = await operator.done<Key>('POST', `/accounts/${account}/keys`, {
      sessionToken: true,
      expiresIn: '1h',
    });
    expect(key.accessKeyId).toMatch(/^ASIA/);
    expect(key.sessionToken).toMatch(/^[\w+/=]{100,}$/);
    const expires = Date.parse(key.expiresAt ?? '') - Date.now();
    expect(expires).toBeGreaterThan(3_590_000);
    expect(expires).toBeLessThan(3_600_001);
    const listed = await operator.done<PageBody<Key>>('GET', `/accounts/${account}/keys`);
    const trail = await operator.done('GET', '/audit?action=createKey');
    for (const shown of [listed, trail]) {
      expect(JSON.stringify(shown)).not.toContain(key.secretAccessKey);
      expect(JSON.stringify(shown)).not.toContain(key.sessionToken);
    }
    expect(listed.items.find(({ accessKeyId }) => accessKeyId === key.accessKeyId)).toMatchObject({
      temporary: true,
      active: true,
    });
  });

  test('end by the clock of the lab, while signatures keep real time', async () => {
    const key = await operator.done<Key>('POST', `/accounts/${account}/keys`, {
      sessionToken: true,
      expiresIn: '2h',
    });
    const client = new DirectConnectClient({
      endpoint: server.endpoint,
      region: 'us-east-1',
      credentials: {
        accessKeyId: key.accessKeyId,
        secretAccessKey: key.secretAccessKey,
        sessionToken: key.sessionToken ?? '',
      },
    });
    await operator.done('POST', '/clock/advance', { by: '1h' });
    await client.send(new DescribeLocationsCommand({}));
    await operator.done('POST', '/clock/advance', { by: '61m' });
    await expect(client.send(new DescribeLocationsCommand({}))).rejects.toMatchObject({
      name: 'ExpiredTokenException',
    });
    const next = await operator.done<Key>('POST', `/accounts/${account}/keys`, { expiresIn: '1h' });
    await orderPort(server, { account: next.accessKeyId, secret: next.secretAccessKey });
  });

  test('are made for registered accounts, with a sensible end', async () => {
    const unknown = await operator.refused(404, 'POST', `/accounts/${newAccount()}/keys`);
    expect(unknown.next).toContain('POST /operator/v1/accounts');
    const never = await operator.refused(400, 'POST', `/accounts/${account}/keys`, { expiresIn: 'soon' });
    expect(never.errors).toMatchObject([
      { field: 'body.expiresIn', allowed: expect.stringContaining('36h') },
    ]);
    await operator.refused(404, 'POST', '/keys/AKIAABCDEFGHIJKLMNOP/deactivate');
  });
});
