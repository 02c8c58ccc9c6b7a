import { expect, test, vi } from 'vitest';
import type { RequestBillingMode } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

const server = useServer();
const change = (caller: CallOptions, connectionId: string, billingMode: RequestBillingMode) =>
  server.call('UpdateConnectionsBillingMode', { connectionIds: [connectionId], billingMode }, caller);
const wait = (days: number) => server.operator('POST', '/clock/advance', { by: `${days}d` });

test('a connection changes its mode three times in half a year, and again when the first change is older', async () => {
  const caller = { account: newAccount() };
  const { connectionId } = await orderPort(server, caller);
  // One that never came up would be deleted on the way.
  await vi.waitFor(async () => {
    expect((await portsOf(server, caller)).get(connectionId)?.connectionState).toBe('available');
  }, 5_000);
  await change(caller, connectionId, 'FlatRateTier1');
  await wait(100);
  await change(caller, connectionId, 'FlatRateTier2');
  await wait(70);
  await change(caller, connectionId, 'FlatRateTier3');
  const often = clientException(
    `The billing mode of ${connectionId} was changed 3 times in the last six months`,
  );
  await wait(12);
  expect(await refusalOf(change(caller, connectionId, 'PayAsYouGo'))).toEqual(often);
  await wait(1);
  await change(caller, connectionId, 'PayAsYouGo');
  expect(await refusalOf(change(caller, connectionId, 'FlatRateTier1'))).toEqual(often);
});

test('an account may be given more changes', async () => {
  const caller = { account: newAccount() };
  await server.operator('POST', '/accounts', { account: caller.account, quotas: { billingModeChanges: 4 } });
  const { connectionId } = await orderPort(server, caller);
  for (const tier of [1, 2, 3, 4] as const) await change(caller, connectionId, `FlatRateTier${tier}`);
  expect(await refusalOf(change(caller, connectionId, 'FlatRateTier5'))).toEqual(
    clientException(`The billing mode of ${connectionId} was changed 4 times in the last six months`),
  );
});
