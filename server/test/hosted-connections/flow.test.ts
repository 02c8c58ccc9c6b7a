// A partner hands a hosted connection to a customer: two genuine accounts, both protocols, the states for their reasons.
import {
  AllocateHostedConnectionCommand,
  type Connection,
  ConfirmConnectionCommand,
  CreateInterconnectCommand,
  DeleteConnectionCommand,
  DescribeConnectionsCommand,
  DescribeConnectionsOnInterconnectCommand,
  DescribeHostedConnectionsCommand,
  type DirectConnectClient,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { useServer } from '../support/server.ts';

const SLICE = { bandwidth: '500Mbps', connectionName: 'for you', vlan: 101 } as const;
const TAGS = [{ key: 'team', value: 'net' }];

async function interconnectOf(partner: DirectConnectClient): Promise<string> {
  const order = { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'to the exchange' };
  const { interconnectId = '' } = await partner.send(new CreateInterconnectCommand(order));
  return interconnectId;
}

async function described(client: DirectConnectClient, connectionId: string | undefined): Promise<Connection> {
  const { connections } = await client.send(new DescribeConnectionsCommand({ connectionId }));
  return connections?.[0] ?? {};
}

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('a hosted connection in %s', (_, cbor) => {
  const server = useServer();

  test('is ordered by the partner, confirmed by the customer, and follows its parent', async () => {
    const [partnerId, customerId] = [newAccount(), newAccount()];
    await server.operator('POST', '/accounts', {
      account: partnerId,
      partnerType: 'v1',
      company: 'Example Exchange',
    });
    const partner = server.client(partnerId, 'us-east-1', { cbor });
    const customer = server.client(customerId, 'us-east-1', { cbor });
    const parent = await interconnectOf(partner);
    await server.settle();

    const order = { ...SLICE, connectionId: parent, ownerAccount: customerId, tags: TAGS };
    const ordered = await partner.send(new AllocateHostedConnectionCommand(order));
    expect({ ...ordered, $metadata: undefined }).toEqual({
      $metadata: undefined,
      ...SLICE,
      ownerAccount: customerId,
      connectionId: expect.stringMatching(/^dxcon-[a-z0-9]{8}$/) as string,
      connectionState: 'ordering',
      region: 'us-east-1',
      location: 'EqDC2',
      partnerName: 'Example Exchange:EqDC2',
      providerName: 'Example Exchange',
      partnerInterconnectMacSecCapable: false,
      jumboFrameCapable: false,
      hasLogicalRedundancy: 'unknown',
      macSecCapable: false,
      // The customer's, who alone sees them.
      tags: [],
    });
    const { connectionId } = ordered;
    expect((await described(customer, connectionId)).tags).toEqual(TAGS);
    await server.settle();
    expect(await described(customer, connectionId)).toMatchObject({ connectionState: 'ordering' });

    const confirmed = await customer.send(new ConfirmConnectionCommand({ connectionId }));
    expect({ ...confirmed, $metadata: undefined }).toEqual({
      $metadata: undefined,
      connectionState: 'pending',
    });
    await server.settle();
    const available = await described(customer, connectionId);
    expect(available).toMatchObject({ connectionState: 'available', vlan: 101, hasLogicalRedundancy: 'no' });
    expect(available.awsDeviceV2).toMatch(/^EqDC2-/);
    const { connections } = await partner.send(
      new DescribeHostedConnectionsCommand({ connectionId: parent }),
    );
    expect(connections).toEqual([{ ...available, tags: [] }]);
    const twin = await partner.send(new DescribeConnectionsOnInterconnectCommand({ interconnectId: parent }));
    expect(twin.connections).toEqual(connections);

    await server.operator('POST', `/ports/${parent}/fault`, { fault: 'cut' });
    expect(await described(customer, connectionId)).toMatchObject({ connectionState: 'down' });
    await server.operator('POST', `/ports/${parent}/repair`);
    expect(await described(customer, connectionId)).toMatchObject({ connectionState: 'available' });

    const deleted = await customer.send(new DeleteConnectionCommand({ connectionId }));
    expect(deleted.connectionState).toBe('deleting');
    await server.settle();
    expect(await described(customer, connectionId)).toMatchObject({ connectionState: 'deleted' });
  });
});

describe('a hosted connection', () => {
  const server = useServer();
  const parties = async () => {
    const [partnerId, customerId] = [newAccount(), newAccount()];
    const [partner, customer] = [server.client(partnerId), server.client(customerId)];
    const parent = await interconnectOf(partner);
    const allocate = async (changes: object = {}) => {
      const order = { ...SLICE, connectionId: parent, ownerAccount: customerId, ...changes };
      const { connectionId = '' } = await partner.send(new AllocateHostedConnectionCommand(order));
      return connectionId;
    };
    return { partnerId, customerId, partner, customer, parent, allocate };
  };

  test('is down where its parent has no link', async () => {
    const { customer, allocate, parent } = await parties();
    await server.settle();
    await server.operator('POST', `/ports/${parent}/fault`, { fault: 'dark' });
    const connectionId = await allocate();
    await customer.send(new ConfirmConnectionCommand({ connectionId }));
    await server.settle();
    expect(await described(customer, connectionId)).toMatchObject({ connectionState: 'down' });
  });

  test('that the customer does not want is rejected, and frees its VLAN', async () => {
    const { customer, allocate } = await parties();
    const connectionId = await allocate();
    const declined = await customer.send(new DeleteConnectionCommand({ connectionId }));
    expect(declined).toMatchObject({ connectionId, connectionState: 'rejected' });
    expect(await refusalOf(customer.send(new ConfirmConnectionCommand({ connectionId })))).toEqual(
      clientException(`ConfirmConnection failed. ${connectionId} is in state rejected`),
    );
    expect(await refusalOf(customer.send(new DeleteConnectionCommand({ connectionId })))).toEqual(
      clientException(`Could not find Connection with ID ${connectionId}`),
    );
    expect(await allocate()).not.toBe(connectionId);
  });

  test('is withdrawn by the partner in any state', async () => {
    const { partner, customer, allocate, parent } = await parties();
    const states = [];
    for (const confirms of [false, true]) {
      const connectionId = await allocate({ vlan: confirms ? 7 : 8 });
      if (confirms) await customer.send(new ConfirmConnectionCommand({ connectionId }));
      await server.settle();
      states.push((await described(customer, connectionId)).connectionState);
      const answer = await partner.send(new DeleteConnectionCommand({ connectionId }));
      expect(answer).toMatchObject({ connectionState: 'deleting', tags: [] });
      await server.settle();
      expect(await described(customer, connectionId)).toMatchObject({ connectionState: 'deleted' });
    }
    expect(states).toEqual(['ordering', 'available']);
    const { connections } = await partner.send(
      new DescribeHostedConnectionsCommand({ connectionId: parent }),
    );
    expect(connections?.map(({ connectionState }) => connectionState)).toEqual(['deleted', 'deleted']);
  });

  test('is confirmed once, by its owner alone', async () => {
    const { partner, customer, allocate } = await parties();
    const connectionId = await allocate();
    const confirm = new ConfirmConnectionCommand({ connectionId });
    const unknown = clientException(`Could not find Connection with ID ${connectionId}`);
    expect(await refusalOf(partner.send(confirm))).toEqual(unknown);
    expect(await refusalOf(server.client(newAccount()).send(confirm))).toEqual(unknown);
    await customer.send(confirm);
    await server.settle();
    expect(await refusalOf(customer.send(confirm))).toEqual(
      clientException(`ConfirmConnection failed. ${connectionId} is in state available`),
    );
  });

  test('is nobody else’s, in no other Region, and not the partner’s connection', async () => {
    const { partnerId, partner, customerId, allocate, parent } = await parties();
    const connectionId = await allocate();
    const unknown = clientException(`Could not find Connection with ID ${connectionId}`);
    const strangers = [
      server.client(newAccount()),
      server.client(customerId, 'us-west-2'),
      server.client(partnerId, 'us-west-2'),
    ];
    for (const client of strangers) {
      expect(await refusalOf(client.send(new DeleteConnectionCommand({ connectionId })))).toEqual(unknown);
      expect(await refusalOf(client.send(new DescribeConnectionsCommand({ connectionId })))).toEqual(unknown);
      const byParent = new DescribeHostedConnectionsCommand({ connectionId: parent });
      expect(await refusalOf(client.send(byParent))).toEqual(
        clientException(`Could not find Connection with ID ${parent}`),
      );
    }
    expect(await refusalOf(partner.send(new DescribeConnectionsCommand({ connectionId })))).toEqual(unknown);
    expect((await partner.send(new DescribeConnectionsCommand())).connections).toEqual([]);
  });
});

describe('a hosted connection is held', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });

  test('pending while its parent waits for its order, and ends when that is rejected', async () => {
    const [partner, customer] = [server.client(newAccount()), server.client('999988887777')];
    const connectionId = await interconnectOf(partner);
    const order = { ...SLICE, connectionId, ownerAccount: '999988887777' };
    const hosted = await partner.send(new AllocateHostedConnectionCommand(order));
    await customer.send(new ConfirmConnectionCommand({ connectionId: hosted.connectionId }));
    await server.operator('POST', '/clock/advance', { by: '2s' });
    expect(await described(customer, hosted.connectionId)).toMatchObject({ connectionState: 'pending' });
    await server.operator('POST', `/orders/${connectionId}/reject`, { reason: 'No rack space' });
    expect(await described(customer, hosted.connectionId)).toMatchObject({ connectionState: 'deleting' });
    await server.operator('POST', '/clock/advance', { by: '2s' });
    expect(await described(customer, hosted.connectionId)).toMatchObject({ connectionState: 'deleted' });
  });
});
