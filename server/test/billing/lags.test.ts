import { describe, expect, test } from 'vitest';
import type { CreateLagRequest, Lag } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

const server = useServer();

async function orderLag(
  caller: CallOptions,
  order: Partial<CreateLagRequest> = {},
): Promise<Lag & { lagId: string }> {
  const standard = {
    location: 'EqDC2',
    connectionsBandwidth: '10Gbps',
    lagName: 'lag',
    numberOfConnections: 2,
  };
  const lag = await server.call('CreateLag', { ...standard, ...order }, caller);
  return { ...lag, lagId: lag.lagId ?? '' };
}
async function lagOf(caller: CallOptions, lagId: string): Promise<Lag | undefined> {
  return (await server.call('DescribeLags', { lagId }, caller)).lags?.[0];
}
/** The mode of a LAG and those of its members. */
const modesOf = (lag: Lag | undefined) => [
  lag?.billingMode,
  ...(lag?.connections ?? []).map((row) => row.billingMode),
];
const change = (caller: CallOptions, connectionIds: readonly string[]) =>
  server.call('UpdateConnectionsBillingMode', { connectionIds, billingMode: 'FlatRateTier2' }, caller);

describe('a LAG is ordered', () => {
  test('with one mode for all its members', async () => {
    const caller = { account: newAccount() };
    const lag = await orderLag(caller, { billingMode: 'FlatRateTier2' });
    expect(modesOf(lag)).toEqual(['FlatRateTier2', 'FlatRateTier2', 'FlatRateTier2']);
    expect(modesOf(await lagOf(caller, lag.lagId))).toEqual(modesOf(lag));
    expect(modesOf(await orderLag({ account: newAccount() }))).toEqual([
      'PayAsYouGo',
      'PayAsYouGo',
      'PayAsYouGo',
    ]);
  });

  test('of a connection that becomes flat-rate with it, which is not counted', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    const lag = await orderLag(caller, { connectionId, billingMode: 'FlatRateTier1' });
    expect(modesOf(lag)).toEqual(['FlatRateTier1', 'FlatRateTier1', 'FlatRateTier1']);
    const ids = (lag.connections ?? []).map((row) => row.connectionId ?? '');
    for (const billingMode of ['FlatRateTier2', 'FlatRateTier3', 'FlatRateTier4'] as const) {
      await server.call('UpdateConnectionsBillingMode', { connectionIds: ids, billingMode }, caller);
    }
    expect((await portsOf(server, caller)).get(connectionId)?.billingMode).toBe('FlatRateTier4');
  });

  test('not flat-rate beside pay-as-you-go, and nothing is ordered', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    expect(await refusalOf(orderLag(caller, { billingMode: 'FlatRateTier1' }))).toEqual(
      clientException(
        `Connections at location EqDC2 are either all pay-as-you-go or all flat-rate: FlatRateTier1 does not go with billing mode PayAsYouGo of ${connectionId}`,
      ),
    );
    expect(await portsOf(server, caller)).toHaveLength(1);
  });
});

describe('the mode of a LAG', () => {
  test('changes with all of its members, not with some', async () => {
    const caller = { account: newAccount() };
    const lag = await orderLag(caller);
    const [one = '', two = ''] = (lag.connections ?? []).map((row) => row.connectionId ?? '');
    expect(await refusalOf(change(caller, [one]))).toEqual(
      clientException(
        `The connections of ${lag.lagId} share one billing mode: change all of them together, ${two} is missing`,
      ),
    );
    expect(modesOf(await lagOf(caller, lag.lagId))).toEqual(['PayAsYouGo', 'PayAsYouGo', 'PayAsYouGo']);
    await change(caller, [one, two]);
    expect(modesOf(await lagOf(caller, lag.lagId))).toEqual([
      'FlatRateTier2',
      'FlatRateTier2',
      'FlatRateTier2',
    ]);
    // The LAG itself has the mode: what is ordered for it takes it.
    expect((await orderPort(server, caller, { lagId: lag.lagId })).billingMode).toBe('FlatRateTier2');
  });

  test('binds a connection that joins, and stays with one that leaves', async () => {
    const caller = { account: newAccount() };
    const lag = await orderLag(caller, { billingMode: 'FlatRateTier2', numberOfConnections: 1 });
    const other = await orderPort(server, caller, { billingMode: 'FlatRateTier3' });
    const join = (connectionId: string) =>
      server.call('AssociateConnectionWithLag', { connectionId, lagId: lag.lagId }, caller);
    expect(await refusalOf(join(other.connectionId))).toEqual(
      clientException(
        `Billing mode FlatRateTier3 of ${other.connectionId} differs from billing mode FlatRateTier2 of ${lag.lagId}`,
      ),
    );
    const same = await orderPort(server, caller, { billingMode: 'FlatRateTier2' });
    expect((await join(same.connectionId)).billingMode).toBe('FlatRateTier2');
    const left = await server.call(
      'DisassociateConnectionFromLag',
      { connectionId: same.connectionId, lagId: lag.lagId },
      caller,
    );
    expect(left.billingMode).toBe('FlatRateTier2');
  });

  test('is the one that a connection ordered for it takes', async () => {
    const caller = { account: newAccount() };
    const { lagId } = await orderLag(caller, { billingMode: 'FlatRateTier2' });
    expect((await orderPort(server, caller, { lagId })).billingMode).toBe('FlatRateTier2');
    expect(await refusalOf(orderPort(server, caller, { lagId, billingMode: 'FlatRateTier1' }))).toEqual(
      clientException(`Billing mode FlatRateTier1 differs from billing mode FlatRateTier2 of ${lagId}`),
    );
    expect((await lagOf(caller, lagId))?.numberOfConnections).toBe(3);
  });
});
