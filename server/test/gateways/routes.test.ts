// What associations do to the routes of virtual interfaces.
import { beforeEach, describe, expect, test } from 'vitest';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { associate, cidrs, readyGateway, settleAssociations } from '../support/gateways.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

const server = useServer();

test('an association’s networks are advertised while it lasts, and what is changed of them', async () => {
  const caller = { account: newAccount() };
  const gateway = await readyGateway(server, caller);
  const connectionId = await readyPort(server, caller);
  const { virtualInterfaceId } = await orderPrivate(server, caller, connectionId, {
    directConnectGatewayId: gateway,
  });
  const advertised = async () => {
    await settleAssociations(server);
    const { routes = [] } = await server.call('ListVirtualInterfaceRoutes', { virtualInterfaceId }, caller);
    return routes.filter((one) => one.routeDirection === 'advertised').map(({ cidr }) => cidr);
  };
  expect(await advertised()).toEqual([]);

  const { associationId } = await associate(server, caller, gateway, newVgw(), ['10.1.0.0/16']);
  expect(await advertised()).toEqual(['10.1.0.0/16']);
  // The network is wider than what is allowed then: nothing of it is sent [UG26].
  const change = (add: string, remove: string) =>
    server.call(
      'UpdateDirectConnectGatewayAssociation',
      {
        associationId,
        addAllowedPrefixesToDirectConnectGateway: cidrs(add),
        removeAllowedPrefixesToDirectConnectGateway: cidrs(remove),
      },
      caller,
    );
  await change('10.1.0.0/24', '10.1.0.0/16');
  expect(await advertised()).toEqual([]);
  await change('10.0.0.0/8', '10.1.0.0/24');
  expect(await advertised()).toEqual(['10.1.0.0/16']);
  await server.call('DeleteDirectConnectGatewayAssociation', { associationId }, caller);
  expect(await advertised()).toEqual([]);
});

/** Since when each prefix is advertised, as the customer is shown it. */
async function timesOf(caller: CallOptions, virtualInterfaceId: string) {
  const input = { virtualInterfaceId, filters: { routeDirection: 'advertised' as const } };
  const { routes = [] } = await server.call('ListVirtualInterfaceRoutes', input, caller);
  return Object.fromEntries(routes.map(({ cidr = '', routeInstalledAt = 0 }) => [cidr, routeInstalledAt]));
}

describe('a prefix is advertised since', () => {
  const operator = operatorOf(server);
  const HOUR = 3_600;
  let caller = { account: '', region: 'us-east-1' };
  let id = '';

  /** A declared gateway with one network. */
  async function declared(...prefixes: readonly string[]): Promise<string> {
    const wish = { kind: 'virtualPrivateGateway', ...caller };
    id = (await operator.done<{ gatewayId: string }>('POST', '/cloud-gateways', wish)).gatewayId;
    await attach(...prefixes);
    return id;
  }
  const attach = (...prefixes: readonly string[]) =>
    operator.done('PUT', `/cloud-gateways/${id}/networks/vpc-1`, { cidrs: prefixes });

  beforeEach(() => {
    caller = { account: newAccount(), region: 'us-east-1' };
  });

  test('it is allowed and there, whatever else of its association changes', async () => {
    const gateway = await readyGateway(server, caller);
    const wish = { directConnectGatewayId: gateway };
    const { virtualInterfaceId } = await orderPrivate(server, caller, await readyPort(server, caller), wish);
    await passSeconds(server, HOUR);
    const other = await declared('10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16');
    const { associationId } = await associate(server, caller, gateway, other, ['10.1.0.0/16', '10.2.0.0/16']);
    await settleAssociations(server);
    const first = await timesOf(caller, virtualInterfaceId);
    expect(Object.keys(first)).toEqual(['10.1.0.0/16', '10.2.0.0/16']);

    const change = async (add: readonly string[], remove: readonly string[]) => {
      await passSeconds(server, HOUR);
      const input = {
        associationId,
        addAllowedPrefixesToDirectConnectGateway: cidrs(...add),
        removeAllowedPrefixesToDirectConnectGateway: cidrs(...remove),
      };
      await server.call('UpdateDirectConnectGatewayAssociation', input, caller);
      const during = await timesOf(caller, virtualInterfaceId);
      await settleAssociations(server);
      expect(await timesOf(caller, virtualInterfaceId)).toEqual(during);
      return during;
    };
    // What comes begins now; what stays, though another allowed prefix covers it now, keeps its time.
    const wider = await change(['10.0.0.0/8'], ['10.1.0.0/16']);
    expect(wider).toEqual({ ...first, '10.3.0.0/16': expect.any(Number) as number });
    expect((wider['10.3.0.0/16'] ?? 0) - (first['10.1.0.0/16'] ?? 0)).toBeGreaterThanOrEqual(HOUR);
    // What was away begins anew.
    expect(await change(['10.1.0.0/16'], ['10.0.0.0/8'])).toEqual(first);
    const back = await change(['10.3.0.0/16'], []);
    expect((back['10.3.0.0/16'] ?? 0) - (wider['10.3.0.0/16'] ?? 0)).toBeGreaterThanOrEqual(2 * HOUR);

    // Another prefix of the network, inside an allowed one.
    await change(['10.8.0.0/15'], []);
    await passSeconds(server, HOUR);
    await attach('10.1.0.0/16', '10.3.0.0/16', '10.8.0.0/16');
    const { '10.8.0.0/16': newest = 0, ...stayed } = await timesOf(caller, virtualInterfaceId);
    expect(stayed).toEqual({ '10.1.0.0/16': first['10.1.0.0/16'], '10.3.0.0/16': back['10.3.0.0/16'] });
    expect(newest - (back['10.3.0.0/16'] ?? 0)).toBeGreaterThanOrEqual(2 * HOUR);
  });

  test('it is behind a virtual private gateway itself, and the session is up', async () => {
    const virtualGatewayId = await declared('10.1.0.0/16');
    await passSeconds(server, HOUR);
    const { virtualInterfaceId } = await orderPrivate(server, caller, await readyPort(server, caller), {
      virtualGatewayId,
    });
    await settleAssociations(server);
    await passSeconds(server, HOUR);
    const first = await timesOf(caller, virtualInterfaceId);
    await attach('10.1.0.0/16', '10.2.0.0/16');
    const both = await timesOf(caller, virtualInterfaceId);
    expect(both['10.1.0.0/16']).toBe(first['10.1.0.0/16']);
    expect((both['10.2.0.0/16'] ?? 0) - (first['10.1.0.0/16'] ?? 0)).toBeGreaterThanOrEqual(HOUR);
    const router = `/virtual-interfaces/${virtualInterfaceId}/customer-router`;
    await operator.done('POST', `${router}/silence`);
    await passSeconds(server, HOUR);
    await operator.done('POST', `${router}/answer`);
    const after = await timesOf(caller, virtualInterfaceId);
    expect(Math.min(...Object.values(after))).toBeGreaterThanOrEqual((both['10.2.0.0/16'] ?? 0) + HOUR);
  });
});
