// A partner's own ports: ordered, described and deleted through the official SDK.
import {
  CreateInterconnectCommand,
  CreateLagCommand,
  DeleteConnectionCommand,
  DeleteInterconnectCommand,
  DescribeConnectionsCommand,
  DescribeInterconnectsCommand,
  DescribeLagsCommand,
  type Interconnect,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { useServer } from '../support/server.ts';

const ORDER = { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'to the exchange' } as const;

/** What an answer always has, without what the SDK adds. */
function membersOf(answer: object): readonly string[] {
  return Object.keys(answer)
    .filter((member) => member !== '$metadata')
    .toSorted();
}

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('an interconnect in %s', (_, cbor) => {
  const server = useServer();

  test('is ordered, becomes available, and is gone once it is deleted', async () => {
    const client = server.client(newAccount(), 'us-east-1', { cbor });
    const tags = [{ key: 'site', value: 'A' }];
    const ordered = await client.send(
      new CreateInterconnectCommand({ ...ORDER, tags, providerName: 'Megaport', requestMACSec: true }),
    );
    expect(ordered).toMatchObject({
      ...ORDER,
      interconnectState: 'requested',
      region: 'us-east-1',
      providerName: 'Megaport',
      macSecCapable: true,
      encryptionMode: 'should_encrypt',
      tags,
    });
    const { interconnectId } = ordered;
    expect(interconnectId).toMatch(/^dxcon-[a-z0-9]{8}$/);
    await server.settle();
    const { interconnects } = await client.send(new DescribeInterconnectsCommand({ interconnectId }));
    expect(interconnects).toMatchObject([{ interconnectId, interconnectState: 'available', tags }]);

    const answer = await client.send(new DeleteInterconnectCommand({ interconnectId }));
    expect({ ...answer, $metadata: undefined }).toEqual({
      $metadata: undefined,
      interconnectState: 'deleted',
    });
    await server.settle();
    const later = await client.send(new DescribeInterconnectsCommand({ interconnectId }));
    expect(later.interconnects).toMatchObject([{ interconnectId, interconnectState: 'deleted' }]);
  });
});

describe('an interconnect', () => {
  const server = useServer();
  const order = (account: string, changes: object = {}) =>
    server.client(account).send(new CreateInterconnectCommand({ ...ORDER, ...changes }));

  test('shows the members that [M] gives it, and none of a connection’s own', async () => {
    const account = newAccount();
    const requested = ['bandwidth', 'hasLogicalRedundancy', 'interconnectId', 'interconnectName'];
    const also = ['interconnectState', 'jumboFrameCapable', 'location', 'macSecCapable', 'region', 'tags'];
    expect(membersOf(await order(account))).toEqual([...requested, ...also]);
    await server.settle();
    const { interconnects } = await server.client(account).send(new DescribeInterconnectsCommand());
    const devices = ['awsDevice', 'awsDeviceV2', 'awsLogicalDeviceId'];
    expect(membersOf(interconnects?.[0] ?? {})).toEqual([...devices, ...requested, ...also]);
    // On the wire, where the SDK drops nothing.
    const { interconnects: raw } = await server.call('DescribeInterconnects', {}, { account });
    expect(membersOf(raw?.[0] ?? {})).toEqual([...devices, ...requested, ...also]);
  });

  test('is no connection: neither listed nor deleted as one', async () => {
    const account = newAccount();
    const client = server.client(account);
    const { interconnectId: connectionId = '' } = await order(account);
    expect((await client.send(new DescribeConnectionsCommand())).connections).toEqual([]);
    const unknown = clientException(`Could not find Connection with ID ${connectionId}`);
    expect(await refusalOf(client.send(new DescribeConnectionsCommand({ connectionId })))).toEqual(unknown);
    expect(await refusalOf(client.send(new DeleteConnectionCommand({ connectionId })))).toEqual(unknown);
  });

  test('is listed in pages, oldest first', async () => {
    const account = newAccount();
    const client = server.client(account);
    const ids: (string | undefined)[] = [];
    for (let count = 0; count < 3; count += 1) ids.push((await order(account)).interconnectId);
    const first = await client.send(new DescribeInterconnectsCommand({ maxResults: 2 }));
    const { nextToken } = first;
    const second = await client.send(new DescribeInterconnectsCommand({ maxResults: 2, nextToken }));
    const seen = [...(first.interconnects ?? []), ...(second.interconnects ?? [])];
    expect(seen.map(({ interconnectId }: Interconnect) => interconnectId)).toEqual(ids);
    expect(first.interconnects).toHaveLength(2);
    expect(second.nextToken).toBeUndefined();
  });

  test('counts among the connections of the account at a location', async () => {
    const account = newAccount();
    for (let count = 0; count < 10; count += 1) await order(account);
    expect(await refusalOf(order(account))).toEqual(
      clientException('You have reached the limit of 10 active connections at EqDC2'),
    );
    const { interconnects } = await server.client(account).send(new DescribeInterconnectsCommand());
    expect(interconnects).toHaveLength(10);
  });

  test.for([
    [
      { location: 'EqFA5' },
      'Location EqFA5 is not available in us-east-1. Use DescribeLocations to list the locations.',
    ],
    [
      { bandwidth: '500Mbps' },
      'Bandwidth 500Mbps is not valid. Valid values: 1Gbps, 10Gbps, 100Gbps, 400Gbps',
    ],
    [
      { bandwidth: '1Gbps', requestMACSec: true },
      'MACsec is not available for 1Gbps at location EqDC2. Available: 100G, 10G, 400G',
    ],
    [{ lagId: 'dxlag-doesntexist!' }, 'Lag ID dxlag-doesntexist! has an invalid format.'],
    [{ lagId: 'dxlag-ffzzzzzz' }, 'Could not find Lag with ID dxlag-ffzzzzzz'],
  ] as const)('ordered with %o is refused, and nothing is written', async ([changes, message]) => {
    const account = newAccount();
    expect(await refusalOf(order(account, changes))).toEqual(clientException(message));
    const { interconnects } = await server.client(account).send(new DescribeInterconnectsCommand());
    expect(interconnects).toEqual([]);
  });

  test('of another account or Region does not exist', async () => {
    const account = newAccount();
    const { interconnectId = '' } = await order(account);
    for (const client of [server.client(newAccount()), server.client(account, 'us-west-2')]) {
      const unknown = clientException(`Could not find Connection with ID ${interconnectId}`);
      const named = new DescribeInterconnectsCommand({ interconnectId });
      expect(await refusalOf(client.send(named))).toEqual(unknown);
      expect(await refusalOf(client.send(new DeleteInterconnectCommand({ interconnectId })))).toEqual(
        unknown,
      );
      expect((await client.send(new DescribeInterconnectsCommand())).interconnects).toEqual([]);
    }
    const client = server.client(account);
    const malformed = new DescribeInterconnectsCommand({ interconnectId: 'dxcon-1' });
    expect(await refusalOf(client.send(malformed))).toEqual(
      clientException('Interconnect ID dxcon-1 has an invalid format.'),
    );
    await client.send(new DeleteInterconnectCommand({ interconnectId }));
    expect(await refusalOf(client.send(new DeleteInterconnectCommand({ interconnectId })))).toEqual(
      clientException(`Could not find Connection with ID ${interconnectId}`),
    );
  });

  test('that is ordered for a LAG lands on its device and makes it a partner’s', async () => {
    const account = newAccount();
    const client = server.client(account);
    const { lagId = '', awsDeviceV2 } = await client.send(
      new CreateLagCommand({
        numberOfConnections: 1,
        location: 'EqDC2',
        connectionsBandwidth: '10Gbps',
        lagName: 'l',
      }),
    );
    // It inherits the LAG's speed and location.
    const ordered = await order(account, { lagId, bandwidth: '1Gbps', location: 'EqDA2' });
    expect(ordered).toMatchObject({ lagId, bandwidth: '10Gbps', location: 'EqDC2' });
    await server.settle();
    const { lags } = await client.send(new DescribeLagsCommand({ lagId }));
    expect(lags).toMatchObject([
      { allowsHostedConnections: true, numberOfConnections: 2, lagState: 'available' },
    ]);
    const { interconnects } = await client.send(new DescribeInterconnectsCommand());
    expect(interconnects).toMatchObject([{ lagId, awsDeviceV2, interconnectState: 'available' }]);
  });
});

describe('an interconnect is held', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });

  test('as requested until its order is approved, and deleted at once until then', async () => {
    const client = server.client();
    const { interconnectId } = await client.send(new CreateInterconnectCommand(ORDER));
    await server.settle();
    const { interconnects } = await client.send(new DescribeInterconnectsCommand());
    expect(interconnects).toMatchObject([
      { interconnectState: 'requested', hasLogicalRedundancy: 'unknown' },
    ]);
    await client.send(new DeleteInterconnectCommand({ interconnectId }));
    const after = await client.send(new DescribeInterconnectsCommand());
    expect(after.interconnects).toMatchObject([{ interconnectState: 'deleted' }]);
    // It never got to know its device.
    expect(after.interconnects?.[0]).not.toHaveProperty('awsDeviceV2');
  });
});
