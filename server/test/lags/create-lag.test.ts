import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { connectionNow, devicesAt, lagNow, orderLag } from '../support/lags.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const LAG_ID = /^dxlag-f[fgh][a-z0-9]{6}$/;

describe.each(['json', 'cbor'] as const)('in %s', (protocol) => {
  test('a LAG is answered as pending, with its members and its device, and found again', async () => {
    const account = newAccount();
    const caller = { account, protocol };
    const tags = [{ key: 'of', value: 'lag' }];
    const childConnectionTags = [{ key: 'of', value: 'child' }];
    const { ids, ...lag } = await orderLag(server, caller, {
      numberOfConnections: 2,
      tags,
      childConnectionTags,
    });
    expect(lag.lagId).toMatch(LAG_ID);
    const member = (ordinal: number) => ({
      ownerAccount: account,
      connectionId: ids[ordinal - 1],
      connectionName: `Requested Connection ${ordinal} for Lag ${lag.lagId}`,
      connectionState: 'requested',
      region: 'us-east-1',
      location: 'EqDC2',
      bandwidth: '10Gbps',
      lagId: lag.lagId,
      jumboFrameCapable: false,
      hasLogicalRedundancy: 'unknown',
      tags: childConnectionTags,
      macSecCapable: false,
      billingMode: 'PayAsYouGo',
    });
    expect(lag).toEqual({
      lagId: lag.lagId,
      lagName: 'lag',
      ownerAccount: account,
      lagState: 'pending',
      location: 'EqDC2',
      region: 'us-east-1',
      numberOfConnections: 2,
      minimumLinks: 0,
      connectionsBandwidth: '10Gbps',
      connections: [member(1), member(2)],
      awsDevice: lag.awsDevice,
      awsDeviceV2: lag.awsDevice,
      awsLogicalDeviceId: expect.stringMatching(/^EqDC2-[a-z0-9]{12,13}$/),
      allowsHostedConnections: false,
      jumboFrameCapable: false,
      hasLogicalRedundancy: 'unknown',
      tags,
      macSecCapable: false,
      billingMode: 'PayAsYouGo',
      rateLimiterStatus: { maxAllowed: 20, inUse: 0, remaining: 20, totalBandwidth: '0Mbps' },
      prefixPoolSizeIpv4: 0,
      prefixPoolSizeIpv6: 0,
      prefixPoolUnallocatedCountIpv4: 0,
      prefixPoolUnallocatedCountIpv6: 0,
    });

    await server.settle();
    const { lags } = await server.call('DescribeLags', {}, caller);
    expect(lags).toMatchObject([
      {
        ...lag,
        lagState: 'available',
        jumboFrameCapable: true,
        hasLogicalRedundancy: 'no',
        connections: [
          { connectionState: 'available', awsDevice: lag.awsDevice },
          { awsDevice: lag.awsDevice },
        ],
        // A pool for each member that was up.
        prefixPoolSizeIpv4: 10_000,
        prefixPoolSizeIpv6: 10_000,
        prefixPoolUnallocatedCountIpv4: 10_000,
        prefixPoolUnallocatedCountIpv6: 10_000,
      },
    ]);
  });
});

describe('a LAG', () => {
  test('carries what it was ordered with', async () => {
    const caller = { account: newAccount() };
    const { locations = [] } = await server.call('DescribeLocations', {}, caller);
    const providerName = locations.find(({ locationCode }) => locationCode === 'EqDC2')
      ?.availableProviders?.[0];
    const lag = await orderLag(server, caller, {
      location: 'eqdc2',
      requestMACSec: true,
      ...(providerName === undefined ? {} : { providerName }),
    });
    expect(lag).toMatchObject({
      location: 'EqDC2',
      providerName: expect.stringMatching(/./),
      macSecCapable: true,
      encryptionMode: 'should_encrypt',
      macSecKeys: [],
      connections: [{ macSecCapable: true, providerName }],
    });
  });

  test('takes the device that its tag asks for, else that of the account’s port, else the first', async () => {
    const caller = { account: newAccount() };
    const [first, second] = devicesAt('EqDC2');
    expect((await orderLag(server, { account: newAccount() })).awsDevice).toBe(first);
    const tags = [{ key: 'crossconnect:device', value: second ?? '' }];
    expect((await orderLag(server, caller, { tags })).awsDevice).toBe(second);
    expect((await orderLag(server, caller)).awsDevice).toBe(second);
  });

  test('has two members at most at 100G and 400G', async () => {
    const caller = { account: newAccount() };
    const fast = { connectionsBandwidth: '100Gbps', numberOfConnections: 2 };
    expect((await orderLag(server, caller, fast)).numberOfConnections).toBe(2);
    expect(await refusalOf(orderLag(server, caller, { ...fast, numberOfConnections: 3 }))).toEqual(
      clientException('You have reached the limit of 2 connections in a LAG of 100Gbps'),
    );
  });

  test('is one of ten in its Region', async () => {
    const account = newAccount();
    const locations = ['EqDC2', 'EqSe2'];
    await Promise.all(Array.from({ length: 10 }, () => orderLag(server, { account })));
    expect(await refusalOf(orderLag(server, { account }))).toEqual(
      clientException('You have reached the limit of 10 LAGs in us-east-1'),
    );
    const elsewhere = { account, region: 'us-west-2' };
    await orderLag(server, elsewhere, { location: locations[1] ?? '' });
  });

  test('takes its members from the ten connections of a location', async () => {
    const caller = { account: newAccount() };
    await orderLag(server, caller, { numberOfConnections: 4 });
    await orderLag(server, caller, { numberOfConnections: 4 });
    expect(await refusalOf(orderLag(server, caller, { numberOfConnections: 3 }))).toEqual(
      clientException('You have reached the limit of 10 active connections at EqDC2'),
    );
    // Nothing of the refused one was written.
    expect((await portsOf(server, caller)).size).toBe(8);
    await orderLag(server, caller, { numberOfConnections: 2 });
  });

  test('of another account or Region is unknown', async () => {
    const account = newAccount();
    const { lagId } = await orderLag(server, { account });
    for (const stranger of [{ account: newAccount() }, { account, region: 'us-west-2' }]) {
      expect(await refusalOf(lagNow(server, stranger, lagId))).toEqual(
        clientException(`Could not find Lag with ID ${lagId}`),
      );
      expect(await server.call('DescribeLags', {}, stranger)).toEqual({ lags: [] });
    }
  });

  test('is listed a page at a time', async () => {
    const caller = { account: newAccount() };
    const ordered = [];
    for (let n = 0; n < 3; n += 1) ordered.push((await orderLag(server, caller)).lagId);
    const first = await server.call('DescribeLags', { maxResults: 2 }, caller);
    expect(first.lags?.map(({ lagId }) => lagId)).toEqual(ordered.slice(0, 2));
    const { nextToken = '' } = first;
    const second = await server.call('DescribeLags', { maxResults: 2, nextToken }, caller);
    expect(second).toMatchObject({ lags: [{ lagId: ordered[2] }] });
    expect(second).not.toHaveProperty('nextToken');
  });
});

describe('a LAG of an existing connection', () => {
  test('keeps it, interrupts it, and lists it after the new ones', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller, { connectionName: 'mine' });
    await server.settle();
    const lag = await orderLag(server, caller, { numberOfConnections: 2, connectionId });
    expect(lag).toMatchObject({
      // Interrupted: it counts as soon as it has arrived.
      lagState: 'pending',
      numberOfConnections: 2,
      connections: [
        { connectionName: `Requested Connection 1 for Lag ${lag.lagId}`, connectionState: 'requested' },
        { connectionId, connectionName: 'mine', connectionState: 'available', lagId: lag.lagId },
      ],
    });
    const before = await connectionNow(server, caller, connectionId);
    expect(before.awsDevice).toBe(lag.awsDevice);
    await server.settle();
    expect(await lagNow(server, caller, lag.lagId)).toMatchObject({
      lagState: 'available',
      connections: [{}, { connectionId, connectionState: 'available' }],
    });
  });

  test('may be of that one only', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    const { ids } = await orderLag(server, caller, { numberOfConnections: 1, connectionId });
    expect(ids).toEqual([connectionId]);
  });

  test('takes it out of another only while that one keeps its minimum', async () => {
    const caller = { account: newAccount() };
    const from = await orderLag(server, caller, { numberOfConnections: 2 });
    await server.call('UpdateLag', { lagId: from.lagId, minimumLinks: 2 }, caller);
    const [connectionId = ''] = from.ids;
    expect(await refusalOf(orderLag(server, caller, { connectionId }))).toEqual(
      clientException(`Lag ${from.lagId} would fall below its minimum of 2 operational connections`),
    );
    await server.call('UpdateLag', { lagId: from.lagId, minimumLinks: 1 }, caller);
    await orderLag(server, caller, { connectionId });
    expect((await lagNow(server, caller, from.lagId)).ids).toEqual(from.ids.slice(1));
  });
});
