// With gear of one's own, light may be there before the order is approved.
import { expect, test } from 'vitest';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual', '--fabric', 'manual'] });

test('light that was reported while the order waited makes the connection available at its approval', async () => {
  const order = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'early' } as const;
  const { connectionId = '' } = await server.call('CreateConnection', order);
  const fact = { link: 'up', rxPowerDbm: -3, txPowerDbm: -2 };
  expect((await server.operator('POST', `/ports/${connectionId}/facts`, fact)).status).toBe(200);
  const stateNow = async () => {
    const { connections } = await server.call('DescribeConnections', { connectionId });
    return connections?.[0]?.connectionState;
  };
  expect(await stateNow()).toBe('requested');
  expect((await server.operator('POST', `/orders/${connectionId}/approve`, {})).status).toBe(200);
  expect(await stateNow()).toBe('available');
});
