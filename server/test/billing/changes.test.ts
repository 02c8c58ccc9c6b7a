import { describe, expect, test } from 'vitest';
import type { RequestBillingMode } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { arnOfPort, orderPort, portsOf } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

const server = useServer();

const change = (caller: CallOptions, connectionIds: readonly string[], billingMode: RequestBillingMode) =>
  server.call('UpdateConnectionsBillingMode', { connectionIds, billingMode }, caller);
const modes = async (caller: CallOptions) =>
  [...(await portsOf(server, caller)).values()].map(({ billingMode }) => billingMode);

describe.each(['json', 'cbor'] as const)('in %s', (protocol) => {
  test('the connections of a location change together, and are answered whole', async () => {
    const caller = { account: newAccount(), protocol };
    const [one, two] = [await orderPort(server, caller), await orderPort(server, caller)];
    await server.settle();
    const ids = [two.connectionId, one.connectionId];
    const answer = await change(caller, [...ids, one.connectionId], 'FlatRateTier2');
    const ports = await portsOf(server, caller);
    expect(answer).toEqual({ billingMode: 'FlatRateTier2', connections: ids.map((id) => ports.get(id)) });
    expect(await modes(caller)).toEqual(['FlatRateTier2', 'FlatRateTier2']);
    await change(caller, ids, 'PayAsYouGo');
    expect(await modes(caller)).toEqual(['PayAsYouGo', 'PayAsYouGo']);
  });
});

describe('refused, and nothing is changed', () => {
  test('one of two at a location', async () => {
    const caller = { account: newAccount() };
    const [one, two] = [await orderPort(server, caller), await orderPort(server, caller)];
    expect(await refusalOf(change(caller, [one.connectionId], 'FlatRateTier1'))).toEqual(
      clientException(
        `Connections at location EqDC2 are either all pay-as-you-go or all flat-rate: FlatRateTier1 does not go with billing mode PayAsYouGo of ${two.connectionId}`,
      ),
    );
    expect(await modes(caller)).toEqual(['PayAsYouGo', 'PayAsYouGo']);
  });

  test('the fourth change; what has the mode already does not count', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    for (const mode of ['PayAsYouGo', 'FlatRateTier1', 'FlatRateTier2', 'FlatRateTier2'] as const) {
      await change(caller, [connectionId], mode);
    }
    await change(caller, [connectionId], 'FlatRateTier3');
    expect(await refusalOf(change(caller, [connectionId], 'PayAsYouGo'))).toEqual(
      clientException(`The billing mode of ${connectionId} was changed 3 times in the last six months`),
    );
    expect(await modes(caller)).toEqual(['FlatRateTier3']);
    expect((await change(caller, [connectionId], 'FlatRateTier3')).connections).toHaveLength(1);
  });

  test('a batch with one that is not the caller’s, or not there', async () => {
    const caller = { account: newAccount() };
    const { connectionId } = await orderPort(server, caller);
    const foreign = (await orderPort(server, { account: newAccount() })).connectionId;
    const elsewhere = { ...caller, region: 'eu-west-1' };
    const deleted = (await orderPort(server, caller)).connectionId;
    await server.call('DeleteConnection', { connectionId: deleted }, caller);
    for (const id of [foreign, 'dxcon-ffnobody', deleted]) {
      expect(await refusalOf(change(caller, [connectionId, id], 'FlatRateTier1'))).toEqual(
        clientException(`Could not find Connection with ID ${id}`),
      );
    }
    expect(await refusalOf(change(elsewhere, [connectionId], 'FlatRateTier1'))).toEqual(
      clientException(`Could not find Connection with ID ${connectionId}`),
    );
    const arn = arnOfPort(caller.account, connectionId);
    for (const id of [arn, 'foobar', '']) {
      expect(await refusalOf(change(caller, [connectionId, id], 'FlatRateTier1'))).toEqual(
        clientException(`Connection ID ${id} has an invalid format.`),
      );
    }
    expect((await portsOf(server, caller)).get(connectionId)?.billingMode).toBe('PayAsYouGo');
  });

  test('what is no dedicated connection', async () => {
    const [partner, customer] = [{ account: newAccount() }, { account: newAccount() }];
    const { interconnectId = '' } = await server.call(
      'CreateInterconnect',
      { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'trunk' },
      partner,
    );
    await server.settle();
    const slice = { ownerAccount: customer.account, bandwidth: '100Mbps', connectionName: 'slice', vlan: 7 };
    const { connectionId = '' } = await server.call(
      'AllocateHostedConnection',
      { connectionId: interconnectId, ...slice },
      partner,
    );
    const no = 'Billing mode FlatRateTier1 is not available for';
    expect(await refusalOf(change(partner, [interconnectId], 'FlatRateTier1'))).toEqual(
      clientException(`${no} ${interconnectId}: it is an interconnect`),
    );
    expect(await refusalOf(change(customer, [connectionId], 'FlatRateTier1'))).toEqual(
      clientException(`${no} ${connectionId}: it is a hosted connection`),
    );
    expect(await modes(customer)).toEqual(['PayAsYouGo']);
    const { interconnects } = await server.call('DescribeInterconnects', {}, partner);
    expect(interconnects?.[0]).not.toHaveProperty('billingMode');
  });

  test('none, or 201 of them, and a port pair', async () => {
    const { connectionId } = await orderPort(server, {});
    const many = Array.from({ length: 201 }, () => connectionId);
    for (const call of [
      change({}, [], 'FlatRateTier1'),
      change({}, many, 'FlatRateTier1'),
      change({}, [connectionId], 'PortPairFlatRateTier1' as never),
    ]) {
      expect(await refusalOf(call)).toMatchObject({
        code: 'DirectConnectClientException',
        message: expect.stringMatching(/connectionIds|billingMode/) as string,
      });
    }
  });
});

test('changes that race never mix a location', async () => {
  const caller = { account: newAccount() };
  const ids = [await orderPort(server, caller), await orderPort(server, caller)].map(
    (row) => row.connectionId,
  );
  await Promise.allSettled([
    change(caller, ids, 'FlatRateTier1'),
    orderPort(server, caller),
    change(caller, ids.slice(0, 1), 'FlatRateTier2'),
    orderPort(server, caller, { billingMode: 'FlatRateTier1' }),
    change(caller, ids, 'PayAsYouGo'),
  ]);
  const kinds = (await modes(caller)).map((mode) => mode === 'PayAsYouGo');
  expect(new Set(kinds).size).toBe(1);
});
