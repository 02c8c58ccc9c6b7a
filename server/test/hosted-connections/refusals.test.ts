// What partners and customers are refused, text by text; nothing is written then.
import { describe, expect, test } from 'vitest';
import type { AllocateHostedConnectionRequest } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const CUSTOMER = '999988887777';
const SLICE = { bandwidth: '500Mbps', connectionName: 'for you', vlan: 101, ownerAccount: CUSTOMER } as const;

/** A partner as the operator declares it, with an interconnect. */
async function partner(
  partnerType?: 'v1' | 'v2',
  order: { readonly location?: string; readonly bandwidth?: string } = {},
) {
  const account = newAccount();
  if (partnerType !== undefined) await server.operator('POST', '/accounts', { account, partnerType });
  const wanted = { location: 'EqDC2', bandwidth: '1Gbps', interconnectName: 'parent', ...order };
  const { interconnectId: parent = '' } = await server.call('CreateInterconnect', wanted, { account });
  return { account, parent };
}

type Slice = Partial<AllocateHostedConnectionRequest>;

async function allocate({ account, parent }: { account: string; parent: string }, changes: Slice = {}) {
  const order = { ...SLICE, connectionId: parent, ...changes };
  const { connectionId = '' } = await server.call('AllocateHostedConnection', order, { account });
  return connectionId;
}

async function carriedBy({ account, parent }: { account: string; parent: string }) {
  const { connections = [] } = await server.call(
    'DescribeHostedConnections',
    { connectionId: parent },
    { account },
  );
  return connections;
}

describe('who is no partner', () => {
  const id = 'dxcon-ffabcdef';
  const slice = { ...SLICE, connectionId: id };
  const calls = [
    ['CreateInterconnect', { interconnectName: 'x', bandwidth: '1Gbps', location: 'EqDC2' }],
    ['DescribeInterconnects', {}],
    ['DescribeInterconnects', { interconnectId: 'malformed' }],
    ['DeleteInterconnect', { interconnectId: id }],
    ['AllocateHostedConnection', slice],
    ['AllocateConnectionOnInterconnect', { ...SLICE, interconnectId: id }],
    ['AssociateHostedConnection', { connectionId: id, parentConnectionId: id }],
    ['DescribeHostedConnections', { connectionId: id }],
    ['DescribeConnectionsOnInterconnect', { interconnectId: id }],
  ] as const;

  test.each(calls)('may not call %s', async (operation, input) => {
    const account = newAccount();
    await server.operator('POST', '/accounts', { account, partnerType: 'nonPartner' });
    const refused = clientException(
      `Account ${account} is not an authorized Direct Connect partner in eu-west-1.`,
    );
    for (const protocol of ['json', 'cbor'] as const) {
      const options = { account, region: 'eu-west-1', protocol };
      expect(await refusalOf(server.call(operation, input as never, options))).toEqual(refused);
    }
  });
});

describe('an allocation', () => {
  test.for([
    [{ connectionId: 'foobar' }, 'Connection ID foobar has an invalid format.'],
    [{ connectionId: 'dxcon-ffzzzzzz' }, 'Could not find Connection with ID dxcon-ffzzzzzz'],
    [{ connectionId: 'dxlag-ffzzzzzz' }, 'Could not find Lag with ID dxlag-ffzzzzzz'],
    [
      { bandwidth: '75Mbps' },
      'Bandwidth 75Mbps is not valid. Valid values: 50Mbps, 100Mbps, 200Mbps, 300Mbps, 400Mbps, 500Mbps, 1Gbps, 2Gbps, 5Gbps, 10Gbps, 25Gbps',
    ],
    [{ tags: [{ key: 'aws:x' }] }, 'Tag key aws:x begins with aws:, which is reserved'],
  ] as const)('with %o is refused', async ([changes, message]) => {
    const there = await partner();
    expect(await refusalOf(allocate(there, changes as Slice))).toEqual(clientException(message));
    expect(await carriedBy(there)).toEqual([]);
  });

  test.each(['vlan 0', 'vlan 4095', 'a short account'])('with %s breaks the contract', async (what) => {
    const there = await partner();
    const changes = {
      'vlan 0': { vlan: 0 },
      'vlan 4095': { vlan: 4095 },
      'a short account': { ownerAccount: '1234' },
    }[what];
    const { code } = await refusalOf(allocate(there, changes ?? {}));
    expect(code).toBe('DirectConnectClientException');
    expect(await carriedBy(there)).toEqual([]);
  });

  test('of 1 Gbit/s is for partners of type v2 and accounts that nobody declared', async () => {
    const v1 = await partner('v1');
    expect(await refusalOf(allocate(v1, { bandwidth: '1Gbps' }))).toEqual(
      clientException(
        `Account ${v1.account} is not authorized to allocate hosted connections of 1Gbps. Available: 50Mbps, 100Mbps, 200Mbps, 300Mbps, 400Mbps, 500Mbps`,
      ),
    );
    for (const other of [await partner('v2'), await partner()]) {
      expect(await allocate(other, { bandwidth: '1Gbps' })).toMatch(/^dxcon-/);
    }
  });

  test('of 25 Gbit/s needs a place with 100G ports', async () => {
    // EQMU1 has 1G and 10G.
    const munich = await partner('v2', { location: 'EqDC2', bandwidth: '100Gbps' });
    expect(await allocate(munich, { bandwidth: '25Gbps' })).toMatch(/^dxcon-/);
    const account = newAccount();
    const order = { location: 'EQMU1', bandwidth: '10Gbps', interconnectName: 'parent' };
    const options = { account, region: 'eu-central-1' };
    const { interconnectId = '' } = await server.call('CreateInterconnect', order, options);
    const slice = { ...SLICE, bandwidth: '25Gbps', connectionId: interconnectId };
    expect(await refusalOf(server.call('AllocateHostedConnection', slice, options))).toEqual(
      clientException('Bandwidth 25Gbps is not available at location EQMU1, which has no 100G ports'),
    );
  });

  test('never promises a VLAN or a Mbit/s twice', async () => {
    const there = await partner();
    const first = await allocate(there);
    expect(await refusalOf(allocate(there, { bandwidth: '50Mbps' }))).toEqual(
      clientException('Vlan 101 is already in use'),
    );
    await allocate(there, { vlan: 102, bandwidth: '400Mbps' });
    expect(await refusalOf(allocate(there, { vlan: 103, bandwidth: '200Mbps' }))).toEqual(
      clientException(`Interconnect ${there.parent} has 100Mbps of 1Gbps left: 200Mbps does not fit`),
    );
    await server.call('DeleteConnection', { connectionId: first }, { account: CUSTOMER });
    expect(await allocate(there, { bandwidth: '500Mbps' })).not.toBe(first);
  });

  test('races with others for the last place, and one wins', async () => {
    const there = await partner();
    const vlans = await Promise.allSettled(
      Array.from({ length: 8 }, () => allocate(there, { bandwidth: '50Mbps' })),
    );
    expect(vlans.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const room = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => allocate(there, { vlan: 200 + index, bandwidth: '400Mbps' })),
    );
    expect(room.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await carriedBy(there)).toHaveLength(3);
  });

  test('is for interconnects and partners’ LAGs alone, and those of the caller', async () => {
    const { account, parent } = await partner();
    const options = { account };
    const plain = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'mine' };
    const { connectionId = '' } = await server.call('CreateConnection', plain, options);
    expect(await refusalOf(allocate({ account, parent: connectionId }))).toEqual(
      clientException(`Connection ${connectionId} is a dedicated connection, not an interconnect`),
    );
    const bundle = {
      numberOfConnections: 1,
      location: 'EqDC2',
      connectionsBandwidth: '1Gbps',
      lagName: 'mine',
    };
    const { lagId = '' } = await server.call('CreateLag', bundle, options);
    expect(await refusalOf(allocate({ account, parent: lagId }))).toEqual(
      clientException(`Lag ${lagId} does not allow hosted connections`),
    );
    const stranger = newAccount();
    expect(await refusalOf(allocate({ account: stranger, parent }))).toEqual(
      clientException(`Could not find Connection with ID ${parent}`),
    );
    expect(await refusalOf(allocate({ account: stranger, parent: lagId }))).toEqual(
      clientException(`Could not find Lag with ID ${lagId}`),
    );
    await server.call('DeleteInterconnect', { interconnectId: parent }, options);
    expect(await refusalOf(allocate({ account, parent }))).toEqual(
      clientException(`Could not find Connection with ID ${parent}`),
    );
  });

  test('by the deprecated twin is the same, on interconnects alone', async () => {
    const { account, parent: interconnectId } = await partner();
    const options = { account };
    const order = { ...SLICE, interconnectId };
    const hosted = await server.call('AllocateConnectionOnInterconnect', order, options);
    expect(hosted).toMatchObject({ ...SLICE, connectionState: 'ordering', tags: [] });
    const twin = (id: string) =>
      refusalOf(
        server.call('AllocateConnectionOnInterconnect', { ...order, vlan: 9, interconnectId: id }, options),
      );
    const own = hosted.connectionId ?? '';
    expect(await twin(own)).toEqual(clientException(`Could not find Connection with ID ${own}`));
    expect(await twin('dxlag-ffabcdef')).toEqual(
      clientException('Interconnect ID dxlag-ffabcdef has an invalid format.'),
    );
  });
});

describe('a list of hosted connections', () => {
  test('is asked for by the parent’s id: their own has a text of its own', async () => {
    const there = await partner();
    const { account } = there;
    const connectionId = await allocate(there);
    const list = (id: string) =>
      refusalOf(server.call('DescribeHostedConnections', { connectionId: id }, { account }));
    expect(await list(connectionId)).toEqual(
      clientException(
        `${account} DescribeHostedConnections failed for connection ${connectionId} doesn't exist.`,
      ),
    );
    expect(await list('dxcon-1')).toEqual(clientException('Connection ID dxcon-1 has an invalid format.'));
    expect(await list('dxcon-ffzzzzzz')).toEqual(
      clientException('Could not find Connection with ID dxcon-ffzzzzzz'),
    );
    expect(await list('dxlag-ffzzzzzz')).toEqual(
      clientException('Could not find Lag with ID dxlag-ffzzzzzz'),
    );
    const twin = { interconnectId: connectionId };
    expect(await refusalOf(server.call('DescribeConnectionsOnInterconnect', twin, { account }))).toEqual(
      clientException(`Could not find Connection with ID ${connectionId}`),
    );
  });

  test('comes in pages, oldest first', async () => {
    const there = await partner();
    const ids = [];
    for (const vlan of [1, 2, 3]) ids.push(await allocate(there, { vlan, bandwidth: '50Mbps' }));
    const page = (nextToken?: string) =>
      server.call(
        'DescribeHostedConnections',
        { connectionId: there.parent, maxResults: 2, ...(nextToken === undefined ? {} : { nextToken }) },
        { account: there.account },
      );
    const first = await page();
    const second = await page(first.nextToken);
    const seen = [...(first.connections ?? []), ...(second.connections ?? [])];
    expect(seen.map(({ connectionId }) => connectionId)).toEqual(ids);
    expect(first.connections).toHaveLength(2);
    expect(second).not.toHaveProperty('nextToken');
  });
});

describe('an interconnect with hosted connections', () => {
  test('stays until they are deleted', async () => {
    const there = await partner();
    const options = { account: there.account };
    const connectionId = await allocate(there);
    const end = () => server.call('DeleteInterconnect', { interconnectId: there.parent }, options);
    expect(await refusalOf(end())).toEqual(
      clientException(
        `Interconnect ${there.parent} cannot be deleted until its hosted connections are deleted`,
      ),
    );
    await server.call('DeleteConnection', { connectionId }, options);
    expect(await end()).toEqual({ interconnectState: 'deleted' });
  });
});

describe('a hosted connection has no', () => {
  test('LAG, MACsec or letter of its own', async () => {
    const there = await partner();
    const connectionId = await allocate(there);
    const owner = { account: CUSTOMER };
    const mode = { connectionId, encryptionMode: 'must_encrypt' } as const;
    expect(await refusalOf(server.call('UpdateConnection', mode, owner))).toEqual(
      clientException(`Connection ${connectionId} is not MACsec capable`),
    );
    const key = { connectionId, ckn: 'a'.repeat(64), cak: 'b'.repeat(64) };
    expect((await refusalOf(server.call('AssociateMacSecKey', key, owner))).code).toBe(
      'DirectConnectClientException',
    );
    const bundle = {
      numberOfConnections: 1,
      location: 'EqDC2',
      connectionsBandwidth: '1Gbps',
      lagName: 'mine',
    };
    const { lagId = '' } = await server.call('CreateLag', bundle, owner);
    const join = { connectionId, lagId };
    expect(await refusalOf(server.call('AssociateConnectionWithLag', join, owner))).toEqual(
      clientException(
        `Connection ${connectionId} is a hosted connection and cannot be associated with a Lag`,
      ),
    );
    expect((await refusalOf(server.call('DescribeLoa', { connectionId }, owner))).code).toBe(
      'DirectConnectClientException',
    );
  });
});
