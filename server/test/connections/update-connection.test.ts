// A connection's name and its MACsec mode: what may change, and what follows from it.
import { UpdateConnectionCommand } from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { connectionNow, orderLag } from '../support/lags.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const KEY = { ckn: 'a1'.repeat(32), cak: 'b2'.repeat(32) };

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('a name in %s', (_, cbor) => {
  test('is changed, and answered with the whole connection', async () => {
    const account = newAccount();
    const { connectionId } = await orderPort(server, { account });
    await server.settle();
    const client = server.client(account, 'us-east-1', { cbor });
    const update = new UpdateConnectionCommand({ connectionId, connectionName: 'second floor, A/B' });
    expect(await client.send(update)).toMatchObject({
      connectionId,
      connectionName: 'second floor, A/B',
      connectionState: 'available',
      tags: [],
    });
    expect((await connectionNow(server, { account }, connectionId)).connectionName).toBe('second floor, A/B');
  });
});

describe('an update', () => {
  test('with nothing to change answers the connection as it is', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    await server.settle();
    const before = await connectionNow(server, caller, connectionId);
    expect(await server.call('UpdateConnection', { connectionId }, caller)).toEqual(before);
    const same = { connectionId, connectionName: before.connectionName ?? '' };
    expect(await server.call('UpdateConnection', same, caller)).toEqual(before);
  });

  test('with a name or mode of the wrong form is refused', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    for (const changes of [{ connectionName: 'a#b' }, { connectionName: '' }, { encryptionMode: 'maybe' }]) {
      const input = { connectionId, ...changes } as never;
      expect((await refusalOf(server.call('UpdateConnection', input, caller))).code).toBe(
        'DirectConnectClientException',
      );
    }
    expect((await connectionNow(server, caller, connectionId)).connectionName).toBe('port');
  });

  test('of the mode is for MACsec connections alone', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    const input = { connectionId, encryptionMode: 'should_encrypt' } as const;
    expect(await refusalOf(server.call('UpdateConnection', input, caller))).toEqual(
      clientException(`Connection ${connectionId} is not MACsec capable`),
    );
  });

  test('of a LAG member’s mode is the LAG’s', async () => {
    const caller = { account: newAccount() };
    const { lagId, ids } = await orderLag(server, caller, { requestMACSec: true });
    const [connectionId = ''] = ids;
    const update = (encryptionMode: 'must_encrypt' | 'should_encrypt') =>
      server.call('UpdateConnection', { connectionId, encryptionMode }, caller);
    expect(await refusalOf(update('must_encrypt'))).toEqual(
      clientException(
        `The encryption mode of Connection ${connectionId} is that of Lag ${lagId}: update the Lag`,
      ),
    );
    expect(await update('should_encrypt')).toMatchObject({ encryptionMode: 'should_encrypt', lagId });
  });

  test('to must_encrypt takes the link down while nothing is encrypted', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller, { requestMACSec: true });
    await server.settle();
    const update = (encryptionMode: 'must_encrypt' | 'should_encrypt' | 'no_encrypt') =>
      server.call('UpdateConnection', { connectionId, encryptionMode }, caller);
    expect(await update('must_encrypt')).toMatchObject({
      connectionState: 'down',
      encryptionMode: 'must_encrypt',
      portEncryptionStatus: 'Encryption Down',
    });
    expect(await update('should_encrypt')).toMatchObject({ connectionState: 'available' });
  });

  test('to must_encrypt keeps an encrypted link, and follows the encryption', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller, { requestMACSec: true });
    await server.settle();
    await server.call('AssociateMacSecKey', { connectionId, ...KEY }, caller);
    await server.operator('POST', '/clock/advance', { by: '10s' });
    expect(await connectionNow(server, caller, connectionId)).toMatchObject({
      connectionState: 'available',
      portEncryptionStatus: 'Encryption Up',
    });
    const input = { connectionId, encryptionMode: 'must_encrypt' } as const;
    expect(await server.call('UpdateConnection', input, caller)).toMatchObject({
      connectionState: 'available',
    });
    await server.operator('POST', `/ports/${connectionId}/fault`, { fault: 'noEncryption' });
    expect((await connectionNow(server, caller, connectionId)).connectionState).toBe('down');
    await server.operator('POST', `/ports/${connectionId}/repair`);
    expect((await connectionNow(server, caller, connectionId)).connectionState).toBe('available');
  });

  test('reaches interconnects, whose mode no other operation changes', async () => {
    const caller = { account: newAccount() };
    const order = { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'parent', requestMACSec: true };
    const { interconnectId = '' } = await server.call('CreateInterconnect', order, caller);
    const input = { connectionId: interconnectId, encryptionMode: 'no_encrypt' } as const;
    expect(await server.call('UpdateConnection', input, caller)).toMatchObject({
      encryptionMode: 'no_encrypt',
    });
    const { interconnects } = await server.call('DescribeInterconnects', { interconnectId }, caller);
    expect(interconnects).toMatchObject([{ encryptionMode: 'no_encrypt', macSecCapable: true }]);
  });
});
