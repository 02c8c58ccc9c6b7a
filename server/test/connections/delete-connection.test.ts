// What ends a connection, what it leaves behind, and what holds it.
import {
  ConfirmConnectionCommand,
  CreateConnectionCommand,
  DeleteConnectionCommand,
  DescribeConnectionsCommand,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { breakPort, bringUp, connectionNow, lagNow, orderLag } from '../support/lags.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const ORDER = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'to go' } as const;

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('a connection in %s', (_, cbor) => {
  const server = useServer();

  test('that is live goes through deleting, and stays listed as deleted', async () => {
    const client = server.client(newAccount(), 'us-east-1', { cbor });
    const { connectionId } = await client.send(new CreateConnectionCommand(ORDER));
    await server.settle();
    const answer = await client.send(new DeleteConnectionCommand({ connectionId }));
    expect(answer).toMatchObject({ ...ORDER, connectionId, connectionState: 'deleting' });
    await server.settle();
    const { connections } = await client.send(new DescribeConnectionsCommand());
    expect(connections).toMatchObject([{ connectionId, connectionState: 'deleted' }]);
    // Mutations find nothing of it any more.
    const unknown = clientException(`Could not find Connection with ID ${connectionId}`);
    expect(await refusalOf(client.send(new DeleteConnectionCommand({ connectionId })))).toEqual(unknown);
    expect(await refusalOf(client.send(new ConfirmConnectionCommand({ connectionId })))).toEqual(unknown);
  });
});

describe('a connection', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });

  test('that is only requested is deleted at once, never having known a device', async () => {
    const caller = { account: newAccount() };
    const ordered = await orderPort(server, caller);
    const { connectionId } = ordered;
    const answer = await server.call('DeleteConnection', { connectionId }, caller);
    expect(answer).toEqual({ ...ordered, connectionState: 'deleted' });
    expect(await connectionNow(server, caller, connectionId)).toEqual(answer);
  });

  test('that is down reports deleting at once, and gives its port back once its fibre has gone', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    await bringUp(server, connectionId);
    await breakPort(server, connectionId);
    expect((await connectionNow(server, caller, connectionId)).connectionState).toBe('down');
    const { body: before } = await server.operator<{ port: string; state: string }>(
      'GET',
      `/ports/${connectionId}`,
    );
    expect(before.state).toBe('taken');
    const answer = await server.call('DeleteConnection', { connectionId }, caller);
    expect(answer.connectionState).toBe('deleting');
    await server.operator('POST', '/clock/advance', { by: '2s' });
    expect((await connectionNow(server, caller, connectionId)).connectionState).toBe('deleted');
    const port = async () => (await server.operator('GET', `/ports/${before.port}`)).body;
    expect(await port()).toMatchObject({ state: 'ceasing', connection: null, link: 'down', fault: null });
    await server.operator('POST', `/cross-connects/${connectionId}/ceased`, {});
    expect(await port()).toMatchObject({ state: 'free', connection: null, link: 'down', fault: null });
  });

  test('is not confirmed: that is for hosted ones', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    const confirm = () => refusalOf(server.call('ConfirmConnection', { connectionId }, caller));
    expect(await confirm()).toEqual(
      clientException(`ConfirmConnection failed. ${connectionId} is in state requested`),
    );
    await bringUp(server, connectionId);
    expect(await confirm()).toEqual(
      clientException(`ConfirmConnection failed. ${connectionId} is in state available`),
    );
  });

  test('vanishes a day after its deletion', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    await server.call('DeleteConnection', { connectionId }, caller);
    await server.operator('POST', '/clock/advance', { by: '23h' });
    expect((await connectionNow(server, caller, connectionId)).connectionState).toBe('deleted');
    await server.operator('POST', '/clock/advance', { by: '1h' });
    const gone = server.call('DescribeConnections', { connectionId }, caller);
    expect(await refusalOf(gone)).toEqual(
      clientException(`Could not find Connection with ID ${connectionId}`),
    );
  });
});

describe('a connection is held', () => {
  const server = useServer();

  test('by the minimum of its LAG', async () => {
    const caller = { account: newAccount() };
    const { lagId, ids } = await orderLag(server, caller, { numberOfConnections: 2 });
    await server.settle();
    await server.call('UpdateLag', { lagId, minimumLinks: 2 }, caller);
    const end = (connectionId = '') => server.call('DeleteConnection', { connectionId }, caller);
    expect(await refusalOf(end(ids[0]))).toEqual(
      clientException(`Lag ${lagId} would fall below its minimum of 2 operational connections`),
    );
    expect(await lagNow(server, caller, lagId)).toMatchObject({
      numberOfConnections: 2,
      lagState: 'available',
    });

    await server.call('UpdateLag', { lagId, minimumLinks: 1 }, caller);
    expect(await end(ids[0])).not.toHaveProperty('lagId');
    expect(await lagNow(server, caller, lagId)).toMatchObject({ numberOfConnections: 1, ids: [ids[1]] });
  });

  test('by two who take the last but one at once: one of them wins', async () => {
    const caller = { account: newAccount() };
    const { lagId, ids } = await orderLag(server, caller, { numberOfConnections: 3 });
    await server.settle();
    await server.call('UpdateLag', { lagId, minimumLinks: 2 }, caller);
    const ends = ids.map((connectionId) => server.call('DeleteConnection', { connectionId }, caller));
    const ended = await Promise.allSettled(ends);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await lagNow(server, caller, lagId)).toMatchObject({ numberOfConnections: 2 });
  });

  test('from those who do not own it, in every Region', async () => {
    const account = newAccount();
    const { connectionId } = await orderPort(server, { account });
    for (const caller of [{ account: newAccount() }, { account, region: 'us-west-2' }]) {
      for (const operation of ['DeleteConnection', 'ConfirmConnection', 'UpdateConnection'] as const) {
        expect(await refusalOf(server.call(operation, { connectionId }, caller))).toEqual(
          clientException(`Could not find Connection with ID ${connectionId}`),
        );
        expect(await refusalOf(server.call(operation, { connectionId: 'foobar' }, caller))).toEqual(
          clientException('Connection ID foobar has an invalid format.'),
        );
      }
    }
    expect((await connectionNow(server, { account }, connectionId)).connectionState).not.toBe('deleted');
  });
});
