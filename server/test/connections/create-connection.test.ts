// The thin line through all of it: order a connection through the official SDK, and find it again.
import {
  CreateConnectionCommand,
  DescribeConnectionsCommand,
  DescribeLocationsCommand,
} from '@aws-sdk/client-direct-connect';
import { afterEach, describe, expect, test } from 'vitest';
import { startServer, type TestServer, useServer } from '../support/server.ts';

const ORDER = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'first' } as const;

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('in %s', (_, cbor) => {
  const server = useServer();

  test('the locations of the Region are there', async () => {
    const { locations = [] } = await server
      .client(undefined, 'eu-central-1', { cbor })
      .send(new DescribeLocationsCommand());
    expect(locations.length).toBeGreaterThan(3);
    for (const { region } of locations) expect(region).toBe('eu-central-1');
  });

  test('an order is answered as requested, and becomes available when its port has link and light', async () => {
    const client = server.client(cbor ? '111111111111' : '222222222222', 'us-east-1', { cbor });
    const ordered = await client.send(
      new CreateConnectionCommand({ ...ORDER, tags: [{ key: 'a', value: 'b' }] }),
    );
    expect(ordered).toMatchObject({ ...ORDER, connectionState: 'requested', region: 'us-east-1' });
    await server.settle();
    const { connections } = await client.send(new DescribeConnectionsCommand());
    expect(connections).toMatchObject([
      { connectionId: ordered.connectionId, connectionState: 'available', tags: [{ key: 'a', value: 'b' }] },
    ]);
  });

  test('another account does not see it', async () => {
    const { connections } = await server
      .client('333333333333', 'us-east-1', { cbor })
      .send(new DescribeConnectionsCommand());
    expect(connections).toEqual([]);
  });
});

describe('after kill -9', () => {
  let server: TestServer;
  afterEach(() => server.dispose());

  test('what was answered is found again', async () => {
    server = await startServer({ process: true });
    const { connectionId } = await server.client().send(new CreateConnectionCommand(ORDER));
    await server.kill9();
    await server.restart();
    const { connections } = await server.client().send(new DescribeConnectionsCommand({ connectionId }));
    expect(connections).toMatchObject([{ connectionId, connectionName: 'first' }]);
  });
});
