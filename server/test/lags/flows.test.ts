// What clients do with LAGs, call by call, through the official SDK.
import {
  AssociateConnectionWithLagCommand,
  CreateConnectionCommand,
  CreateLagCommand,
  DeleteConnectionCommand,
  DeleteLagCommand,
  DescribeConnectionsCommand,
  DescribeLagsCommand,
  DisassociateConnectionFromLagCommand,
  UpdateLagCommand,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test, vi } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const SITE = { location: 'EqDC2', connectionsBandwidth: '1Gbps' };

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('in %s', (_, cbor) => {
  const newClient = () => server.client(newAccount(), 'us-east-1', { cbor });

  test('Terraform: aws_dx_lag, aws_dx_connection and their association, there and back', async () => {
    const client = newClient();
    const lags = async (lagId: string) => (await client.send(new DescribeLagsCommand({ lagId }))).lags ?? [];
    const lagOf = async (connectionId: string) =>
      (await client.send(new DescribeConnectionsCommand({ connectionId }))).connections?.[0]?.lagId;

    // aws_dx_lag: with one connection, which is not wanted and deleted at once.
    const lag = await client.send(new CreateLagCommand({ ...SITE, lagName: 'tf', numberOfConnections: 1 }));
    const { lagId = '', connections: [unwanted] = [] } = lag;
    await client.send(new DeleteConnectionCommand({ connectionId: unwanted?.connectionId }));
    await vi.waitFor(async () =>
      expect(await lags(lagId)).toMatchObject([{ lagId, numberOfConnections: 0 }]),
    );

    // aws_dx_connection lands on the LAG's device; aws_dx_connection_association.
    const order = { location: SITE.location, bandwidth: '1Gbps', connectionName: 'tf' };
    const { connectionId = '' } = await client.send(new CreateConnectionCommand(order));
    await client.send(new AssociateConnectionWithLagCommand({ connectionId, lagId }));
    expect(await lagOf(connectionId)).toBe(lagId);
    await server.settle();
    expect(await lags(lagId)).toMatchObject([{ lagState: 'available', numberOfConnections: 1 }]);

    // Destroyed in the other order; a second destroy finds texts that it takes for done.
    const pair = { connectionId, lagId };
    await client.send(new DisassociateConnectionFromLagCommand(pair));
    await client.send(new DeleteConnectionCommand({ connectionId }));
    await client.send(new DeleteLagCommand({ lagId }));
    expect(await lags(lagId)).toMatchObject([{ lagState: 'deleted' }]);
    await vi.waitFor(async () => {
      const { message } = await refusalOf(client.send(new DisassociateConnectionFromLagCommand(pair)));
      expect(message).toContain('Connection does not exist');
    });
    expect((await refusalOf(client.send(new DeleteLagCommand({ lagId })))).message).toContain(
      'Could not find Lag with ID',
    );
  });

  test('Ansible: a LAG is emptied, deleted, and then its connections', async () => {
    const client = newClient();
    const created = await client.send(
      new CreateLagCommand({ ...SITE, lagName: 'ansible', numberOfConnections: 2 }),
    );
    const { lagId = '', connections = [] } = created;
    await client.send(new UpdateLagCommand({ lagId, minimumLinks: 2 }));
    const high = client.send(new UpdateLagCommand({ lagId, minimumLinks: 5 }));
    expect((await refusalOf(high)).message).toContain(
      'MinimumLinks cannot be set higher than the number of connections',
    );

    expect(await client.send(new UpdateLagCommand({ lagId, minimumLinks: 0 }))).toMatchObject({
      minimumLinks: 0,
    });
    // Its client drops the 0, and sends the id alone.
    expect(await client.send(new UpdateLagCommand({ lagId }))).toMatchObject({ numberOfConnections: 2 });
    for (const { connectionId } of connections) {
      await client.send(new DisassociateConnectionFromLagCommand({ connectionId, lagId }));
    }
    expect(await client.send(new DeleteLagCommand({ lagId }))).toMatchObject({
      lagState: 'deleted',
      numberOfConnections: 0,
      connections: [],
    });
    for (const { connectionId } of connections) {
      const { connectionState = '' } = await client.send(new DeleteConnectionCommand({ connectionId }));
      expect(['deleting', 'deleted']).toContain(connectionState);
    }
    // Name look-ups meet deleted ones beside living ones.
    const { lags } = await client.send(new DescribeLagsCommand());
    expect(lags).toMatchObject([{ lagName: 'ansible', lagState: 'deleted', connections: [] }]);
  });

  test('an unknown and a malformed LAG are errors with their texts', async () => {
    const client = newClient();
    const describeLag = (lagId: string) => refusalOf(client.send(new DescribeLagsCommand({ lagId })));
    expect(await describeLag('dxlag-zzzzzzzz')).toEqual({
      code: 'DirectConnectClientException',
      message: 'Could not find Lag with ID dxlag-zzzzzzzz',
    });
    expect((await describeLag('doesntexist')).message).toBe('Lag ID doesntexist has an invalid format.');
  });
});
