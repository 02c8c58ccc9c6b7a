import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const MIXED = 'Connections at location EqDC2 are either all pay-as-you-go or all flat-rate';

describe.each(['json', 'cbor'] as const)('in %s', (protocol) => {
  test('an order is billed as asked, and pay-as-you-go unless asked', async () => {
    const [flat, standard] = [
      { account: newAccount(), protocol },
      { account: newAccount(), protocol },
    ];
    const one = await orderPort(server, flat, { billingMode: 'FlatRateTier3' });
    expect(one.billingMode).toBe('FlatRateTier3');
    expect((await orderPort(server, standard)).billingMode).toBe('PayAsYouGo');
    expect((await portsOf(server, flat)).get(one.connectionId)?.billingMode).toBe('FlatRateTier3');
  });
});

test('one location is flat-rate and another is not', async () => {
  const caller = { account: newAccount() };
  const { locations = [] } = await server.call('DescribeLocations', {}, caller);
  const other = locations.find(({ locationCode }) => locationCode !== 'EqDC2')?.locationCode ?? '';
  await orderPort(server, caller, { billingMode: 'FlatRateTier1' });
  await orderPort(server, caller, { location: other });
  // Tiers may differ.
  await orderPort(server, caller, { billingMode: 'FlatRateTier5', bandwidth: '100Gbps' });
  expect([...(await portsOf(server, caller)).values()].map(({ billingMode }) => billingMode)).toEqual([
    'FlatRateTier1',
    'PayAsYouGo',
    'FlatRateTier5',
  ]);
});

test('what is deleted binds nobody', async () => {
  const caller = { account: newAccount() };
  const { connectionId } = await orderPort(server, caller);
  expect(await refusalOf(orderPort(server, caller, { billingMode: 'FlatRateTier1' }))).toEqual(
    clientException(`${MIXED}: FlatRateTier1 does not go with billing mode PayAsYouGo of ${connectionId}`),
  );
  await server.call('DeleteConnection', { connectionId }, caller);
  expect((await orderPort(server, caller, { billingMode: 'FlatRateTier1' })).billingMode).toBe(
    'FlatRateTier1',
  );
});

test('no other kind is ordered beside flat rate, not by default either', async () => {
  const caller = { account: newAccount() };
  const { connectionId } = await orderPort(server, caller, { billingMode: 'FlatRateTier2' });
  const text = `${MIXED}: PayAsYouGo does not go with billing mode FlatRateTier2 of ${connectionId}`;
  expect(await refusalOf(orderPort(server, caller))).toEqual(clientException(text));
  expect(await refusalOf(orderPort(server, caller, { billingMode: 'PayAsYouGo' }))).toEqual(
    clientException(text),
  );
  expect(await portsOf(server, caller)).toHaveLength(1);
});

test.each([
  [
    'for 1G',
    { bandwidth: '1Gbps', billingMode: 'FlatRateTier1' },
    'us-east-1',
    'Billing mode FlatRateTier1 is not available for 1Gbps at location EqDC2. Available: PayAsYouGo',
  ],
  [
    'in China',
    { location: 'GDSH3', bandwidth: '10Gbps', billingMode: 'FlatRateTier1' },
    'cn-north-1',
    'Billing mode FlatRateTier1 is not available for 10Gbps at location GDSH3. Available: PayAsYouGo',
  ],
] as const)('flat rate is not sold %s', async (_, order, region, text) => {
  const caller = { account: newAccount(), region };
  expect(await refusalOf(orderPort(server, caller, order))).toEqual(clientException(text));
  expect(await portsOf(server, caller)).toHaveLength(0);
});

test('a port pair cannot be ordered', async () => {
  const order = orderPort(
    server,
    { account: newAccount() },
    { billingMode: 'PortPairFlatRateTier1' as never },
  );
  expect(await refusalOf(order)).toMatchObject({
    code: 'DirectConnectClientException',
    message: expect.stringContaining('billingMode') as string,
  });
});

test('ten orders at once never mix a location', async () => {
  const caller = { account: newAccount() };
  const modes = ['PayAsYouGo', 'FlatRateTier1'] as const;
  await Promise.allSettled(
    Array.from({ length: 10 }, (_, at) =>
      orderPort(server, caller, { billingMode: modes[at % 2] ?? 'PayAsYouGo' }),
    ),
  );
  const ports = [...(await portsOf(server, caller)).values()];
  expect(ports).toHaveLength(5);
  expect(new Set(ports.map(({ billingMode }) => billingMode)).size).toBe(1);
});
