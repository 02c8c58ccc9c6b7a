// Without quotas fewer of the account's connections are read: the rules of billing hold all the same.
import { expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual', '--quotas', 'off'] });

test('a flat-rate LAG of one of two pay-as-you-go connections is refused', async () => {
  const caller = { account: newAccount() };
  const one = await orderPort(server, caller);
  const two = await orderPort(server, caller);
  for (const { connectionId } of [one, two]) {
    const lag = {
      numberOfConnections: 1,
      location: 'EqDC2',
      connectionsBandwidth: '10Gbps',
      lagName: 'flat',
      connectionId,
      billingMode: 'FlatRateTier1',
    } as const;
    await expect(server.call('CreateLag', lag, caller)).rejects.toThrow(
      'either all pay-as-you-go or all flat-rate',
    );
  }
});
