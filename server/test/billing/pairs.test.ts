import { beforeAll, describe, expect, test } from 'vitest';
import type { CreateConnectionRequest, RequestBillingMode } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { arnOfPort, orderPort, type Port, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

const server = useServer();
let sites: readonly string[] = [];

beforeAll(async () => {
  const { locations = [] } = await server.call('DescribeLocations', {});
  sites = locations
    .filter(({ availablePortSpeeds }) => availablePortSpeeds?.includes('100G'))
    .map(({ locationCode }) => locationCode ?? '');
});

/** A flat-rate port at the n-th location, which has come up. */
async function flatAt(
  caller: CallOptions,
  site: number,
  order: Partial<CreateConnectionRequest> = {},
): Promise<Port> {
  const location = sites[site] ?? '';
  const row = await orderPort(server, caller, { location, billingMode: 'FlatRateTier2', ...order });
  await server.settle();
  return row;
}
async function newGroup(caller: CallOptions, members: readonly string[]): Promise<string> {
  const input = { resiliencyGroupName: 'pair', intendedResiliencyModel: 'high-resiliency' } as const;
  const { resiliencyGroup } = await server.call('CreateResiliencyGroup', input, caller);
  const resiliencyGroupId = resiliencyGroup?.resiliencyGroupId ?? '';
  await join(caller, resiliencyGroupId, members);
  return resiliencyGroupId;
}
const join = (caller: CallOptions, resiliencyGroupId: string, connectionIdentifiers: readonly string[]) =>
  server.call('AssociateConnectionsToResiliencyGroup', { resiliencyGroupId, connectionIdentifiers }, caller);
const leave = (caller: CallOptions, resiliencyGroupId: string, connectionIdentifiers: readonly string[]) =>
  server.call(
    'DisassociateConnectionsFromResiliencyGroup',
    { resiliencyGroupId, connectionIdentifiers },
    caller,
  );
const change = (caller: CallOptions, connectionIds: readonly string[], billingMode: RequestBillingMode) =>
  server.call('UpdateConnectionsBillingMode', { connectionIds, billingMode }, caller);
async function modes(caller: CallOptions, ...ports: readonly Port[]) {
  const found = await portsOf(server, caller);
  return ports.map(({ connectionId }) => found.get(connectionId)?.billingMode);
}
const PAIR = ['PortPairFlatRateTier2', 'PortPairFlatRateTier2'];
const SINGLES = ['FlatRateTier2', 'FlatRateTier2'];

describe('two connections are a port pair', () => {
  test('at once when they are in one group, and both go back when one leaves it', async () => {
    const caller = { account: newAccount() };
    const [one, two] = [await flatAt(caller, 0), await flatAt(caller, 1)];
    expect(await modes(caller, one, two)).toEqual(SINGLES);
    const group = await newGroup(caller, [one.connectionId, two.connectionId]);
    expect(await modes(caller, one, two)).toEqual(PAIR);
    await leave(caller, group, [two.connectionId]);
    expect(await modes(caller, one, two)).toEqual(SINGLES);
  });

  test('on two devices of one location, not on one', async () => {
    const caller = { account: newAccount() };
    const one = await flatAt(caller, 0);
    const device = (await portsOf(server, caller)).get(one.connectionId)?.awsDeviceV2 ?? '';
    const beside = await flatAt(caller, 0);
    const group = await newGroup(caller, [one.connectionId, beside.connectionId]);
    expect(await modes(caller, one, beside)).toEqual(SINGLES);
    const other = await flatAt(caller, 0, {
      tags: [{ key: 'crossconnect:device', value: await otherDevice(device) }],
    });
    await join(caller, group, [other.connectionId]);
    expect(await modes(caller, one, beside, other)).toEqual([
      'PortPairFlatRateTier2',
      'FlatRateTier2',
      'PortPairFlatRateTier2',
    ]);
  });

  test('in the answer of the change that makes them one, and no longer in that which parts them', async () => {
    const caller = { account: newAccount() };
    const one = await flatAt(caller, 0);
    const two = await flatAt(caller, 1, { billingMode: 'FlatRateTier1' });
    await newGroup(caller, [one.connectionId, two.connectionId]);
    expect(await modes(caller, one, two)).toEqual(['FlatRateTier2', 'FlatRateTier1']);
    const paired = await change(caller, [two.connectionId], 'FlatRateTier2');
    expect(paired).toMatchObject({
      billingMode: 'FlatRateTier2',
      connections: [{ billingMode: 'PortPairFlatRateTier2' }],
    });
    expect(await modes(caller, one, two)).toEqual(PAIR);
    // Pairing is no change: two more are left.
    await change(caller, [two.connectionId], 'FlatRateTier3');
    const parted = await change(caller, [two.connectionId], 'PayAsYouGo');
    expect(parted.connections).toMatchObject([{ billingMode: 'PayAsYouGo' }]);
    expect(await modes(caller, one, two)).toEqual(['FlatRateTier2', 'PayAsYouGo']);
  });

  test('in two Regions', async () => {
    const caller = { account: newAccount() };
    const there = { ...caller, region: 'eu-west-1' };
    const { locations = [] } = await server.call('DescribeLocations', {}, there);
    const location = locations[0]?.locationCode ?? '';
    const one = await flatAt(caller, 0);
    const two = await flatAt(there, 0, { location });
    await newGroup(caller, [one.connectionId, arnOfPort(caller.account, two.connectionId, 'eu-west-1')]);
    expect(await modes(caller, one)).toEqual(['PortPairFlatRateTier2']);
    expect(await modes(there, two)).toEqual(['PortPairFlatRateTier2']);
  });

  test('until one is deleted, which takes its association along', async () => {
    const caller = { account: newAccount() };
    const [one, two] = [await flatAt(caller, 0), await flatAt(caller, 1)];
    const resiliencyGroupId = await newGroup(caller, [one.connectionId, two.connectionId]);
    const deleted = await server.call('DeleteConnection', { connectionId: two.connectionId }, caller);
    expect(deleted.billingMode).toBe('FlatRateTier2');
    expect(await modes(caller, one, two)).toEqual(SINGLES);
    const { items } = await server.call('ListResiliencyGroupAssociations', { resiliencyGroupId }, caller);
    expect(items).toMatchObject([{ connectionArn: arnOfPort(caller.account, one.connectionId) }]);
  });
});

test('other speeds are no pair, and an odd one stays single', async () => {
  const caller = { account: newAccount() };
  const [one, fast, three] = [
    await flatAt(caller, 0),
    await flatAt(caller, 1, { bandwidth: '100Gbps' }),
    await flatAt(caller, 2),
  ];
  const group = await newGroup(caller, [one.connectionId, fast.connectionId]);
  expect(await modes(caller, one, fast)).toEqual(SINGLES);
  await join(caller, group, [three.connectionId]);
  expect(await modes(caller, one, fast, three)).toEqual([
    'PortPairFlatRateTier2',
    'FlatRateTier2',
    'PortPairFlatRateTier2',
  ]);
});

test('a LAG is one half, with all its members', async () => {
  const caller = { account: newAccount() };
  const one = await flatAt(caller, 0);
  const lag = await server.call(
    'CreateLag',
    {
      location: sites[1] ?? '',
      connectionsBandwidth: '10Gbps',
      lagName: 'lag',
      numberOfConnections: 2,
      billingMode: 'FlatRateTier2',
    },
    caller,
  );
  const [member = ''] = (lag.connections ?? []).map(({ connectionId }) => connectionId ?? '');
  await newGroup(caller, [one.connectionId, member]);
  const { lags } = await server.call('DescribeLags', { lagId: lag.lagId ?? '' }, caller);
  expect(lags).toMatchObject([
    {
      billingMode: 'PortPairFlatRateTier2',
      connections: [{ billingMode: 'PortPairFlatRateTier2' }, { billingMode: 'PortPairFlatRateTier2' }],
    },
  ]);
  expect(await modes(caller, one)).toEqual(['PortPairFlatRateTier2']);
  // The member that is in no group shows it on its own too.
  const outside = lag.connections?.[1]?.connectionId ?? '';
  const { connections } = await server.call('DescribeConnections', { connectionId: outside }, caller);
  expect(connections).toMatchObject([{ billingMode: 'PortPairFlatRateTier2' }]);
  const added = await orderPort(server, caller, { location: sites[1] ?? '', lagId: lag.lagId ?? '' });
  expect(added.billingMode).toBe('PortPairFlatRateTier2');
  // Out of the LAG it stands alone; the other is still half of the pair.
  const left = await server.call(
    'DisassociateConnectionFromLag',
    { connectionId: outside, lagId: lag.lagId ?? '' },
    caller,
  );
  expect(left.billingMode).toBe('FlatRateTier2');
  expect((await portsOf(server, caller)).get(member)?.billingMode).toBe('PortPairFlatRateTier2');
});

/** The other of the lab's two devices at the first location. */
async function otherDevice(device: string): Promise<string> {
  const { labCatalogue } = await import('../../src/store/seed/lab-catalogue.ts');
  const other = labCatalogue().devices.find(({ id, location }) => location === sites[0] && id !== device);
  return other?.id ?? '';
}
