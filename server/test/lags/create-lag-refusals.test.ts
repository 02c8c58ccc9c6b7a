import { describe, expect, test } from 'vitest';
import type { CreateLagRequest } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { orderLag } from '../support/lags.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual'] });

describe('an order of a LAG is refused', () => {
  const caller = { account: newAccount() };
  const cases: readonly [string, Partial<CreateLagRequest>, string][] = [
    [
      'for an unknown location',
      { location: 'Nowhere' },
      'Location Nowhere is not available in us-east-1. Use DescribeLocations to list the locations.',
    ],
    [
      'for a location of another Region',
      { location: 'EqSe2' },
      'Location EqSe2 is not available in us-east-1. Use DescribeLocations to list the locations.',
    ],
    [
      'for a speed of hosted connections',
      { connectionsBandwidth: '500Mbps' },
      'Bandwidth 500Mbps is not valid. Valid values: 1Gbps, 10Gbps, 100Gbps, 400Gbps',
    ],
    ['without connections', { numberOfConnections: 0 }, 'numberOfConnections 0 is not valid: 1 to 4'],
    [
      'for more connections than a LAG has',
      { numberOfConnections: 5 },
      'You have reached the limit of 4 connections in a LAG of 10Gbps',
    ],
    [
      'for an unknown provider',
      { providerName: 'Nobody' },
      'Provider Nobody is not available at location EqDC2.',
    ],
    ['for a malformed connection', { connectionId: 'x' }, 'Connection ID x has an invalid format.'],
    [
      'for an unknown connection',
      { connectionId: 'dxcon-fffffff0' },
      'Could not find Connection with ID dxcon-fffffff0',
    ],
    [
      'for a device without such a port',
      { tags: [{ key: 'crossconnect:device', value: 'EqDC2-none' }] },
      'There is no device EqDC2-none at the location',
    ],
    [
      'for tags twice',
      {
        tags: [
          { key: 'a', value: '' },
          { key: 'a', value: '' },
        ],
      },
      '',
    ],
    [
      'for reserved tags of its members',
      { childConnectionTags: [{ key: 'aws:a', value: '' }] },
      'Tag key aws:a begins with aws:, which is reserved',
    ],
  ];

  test.each(cases)('%s', async (_, order, text) => {
    const { code, message } = await refusalOf(orderLag(server, caller, order));
    expect(code).toBe(text === '' ? 'DuplicateTagKeysException' : 'DirectConnectClientException');
    expect(message.startsWith(text)).toBe(true);
    expect(await server.call('DescribeLags', {}, caller)).toEqual({ lags: [] });
    expect(await portsOf(server, caller)).toEqual(new Map());
  });

  test('for a connection that differs', async () => {
    const owner = { account: newAccount() };
    const { connectionId } = await orderPort(server, owner);
    const refused = (order: Partial<CreateLagRequest>) =>
      refusalOf(orderLag(server, owner, { ...order, connectionId }));
    expect(await refused({ connectionsBandwidth: '1Gbps' })).toEqual(
      clientException(`Connection ${connectionId} has bandwidth 10Gbps, the new Lag has 1Gbps`),
    );
    expect(await refused({ requestMACSec: true })).toEqual(
      clientException(`Connection ${connectionId} and lag should be requested MacSec at the same time`),
    );
    const stranger = orderLag(server, { account: newAccount() }, { connectionId });
    expect(await refusalOf(stranger)).toEqual(
      clientException(`Could not find Connection with ID ${connectionId}`),
    );
    await server.call('DeleteConnection', { connectionId }, owner);
    expect(await refused({})).toEqual(clientException(`Could not find Connection with ID ${connectionId}`));
  });
});
