// What the fabric sees and what somebody decides at the same moment: whoever is second sees the first.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { connectionNow } from '../support/lags.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { operatorOf } from '../operator/operator.testing.ts';

const ROUNDS = 40;

describe('a port of the operator’s own gear', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual', '--fabric', 'manual', '--quotas', 'off'] });
  const operator = operatorOf(server);
  const caller = { account: newAccount() };
  const report = (id: string, facts: object) => operator.done('POST', `/ports/${id}/facts`, facts);
  const UP = { link: 'up', rxPowerDbm: -7, txPowerDbm: -1 };

  test.each([
    ['loses its encryption while must_encrypt is set goes down', true, 'down'],
    ['gets its encryption while must_encrypt is set stays up', false, 'available'],
  ] as const)('that %s', async (_, encrypted, ends) => {
    const { connectionId: id } = await orderPort(server, caller, { requestMACSec: true });
    await operator.done('POST', `/orders/${id}/approve`);
    const mode = (encryptionMode: 'should_encrypt' | 'must_encrypt') =>
      server.call('UpdateConnection', { connectionId: id, encryptionMode }, caller);
    const seen: unknown[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await mode('should_encrypt');
      await report(id, { ...UP, encrypted });
      expect((await connectionNow(server, caller, id)).connectionState).toBe('available');
      await Promise.all([mode('must_encrypt'), report(id, { encrypted: !encrypted })]);
      seen.push((await connectionNow(server, caller, id)).connectionState);
    }
    expect(seen).toEqual(seen.map(() => ends));
  });

  test('that lights up while its order is approved is available', async () => {
    const seen: unknown[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { connectionId: id } = await orderPort(server, caller);
      await Promise.all([operator.done('POST', `/orders/${id}/approve`), report(id, UP)]);
      seen.push((await connectionNow(server, caller, id)).connectionState);
    }
    expect(seen).toEqual(seen.map(() => 'available'));
  });
});
