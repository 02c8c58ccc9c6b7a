// Virtual interfaces without a Direct Connect gateway between them and a virtual private one: whose networks they get.
import { beforeEach, describe, expect, test } from 'vitest';
import { operatorOf } from '../operator/operator.testing.ts';
import { readyInterface } from '../sessions-over-ports/sessions.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { settleInterfaces } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--assume-gateways', 'off'] });
const operator = operatorOf(server);
let caller = { account: '', region: 'us-east-1' };

beforeEach(() => {
  caller = { account: newAccount(), region: 'us-east-1' };
});

const declare = async (wish: object = {}) => {
  const body = { kind: 'virtualPrivateGateway', ...caller, ...wish };
  return (await operator.done<{ gatewayId: string }>('POST', '/cloud-gateways', body)).gatewayId;
};
const attach = (id: string, network: string, ...prefixes: readonly string[]) =>
  operator.done('PUT', `/cloud-gateways/${id}/networks/${network}`, { cidrs: prefixes });

describe('virtual interfaces on the gateway itself', () => {
  const advertisedTo = async (owner: typeof caller, virtualInterfaceId: string) => {
    const input = { virtualInterfaceId, filters: { routeDirection: 'advertised' as const } };
    const { routes = [] } = await server.call('ListVirtualInterfaceRoutes', input, owner);
    return routes.map(({ cidr }) => cidr);
  };
  const DELETED = /^vgw-[0-9a-f]+ was \d{12}'s in us-east-1, and dxvif-\w+ of that time still lead there$/;

  test('never get the networks of another account that declares its id again', async () => {
    const id = await declare();
    await attach(id, 'vpc-1', '10.1.0.0/16');
    const { id: vif } = await readyInterface(server, caller, { virtualGatewayId: id });
    expect(await advertisedTo(caller, vif)).toEqual(['10.1.0.0/16']);
    await operator.done('DELETE', `/cloud-gateways/${id}`);
    expect(await advertisedTo(caller, vif)).toEqual([]);
    const again = { gatewayId: id, kind: 'virtualPrivateGateway', ...caller };
    for (const other of [{ account: newAccount() }, { region: 'eu-west-1' }]) {
      const { detail } = await operator.refused(409, 'POST', '/cloud-gateways', { ...again, ...other });
      expect(detail).toMatch(DELETED);
    }
    await declare({ gatewayId: id });
    await attach(id, 'vpc-2', '10.2.0.0/16');
    expect(await advertisedTo(caller, vif)).toEqual(['10.2.0.0/16']);
    await operator.done('DELETE', `/cloud-gateways/${id}`);
    await server.call('DeleteVirtualInterface', { virtualInterfaceId: vif }, caller);
    await settleInterfaces(server);
    expect(await declare({ gatewayId: id, account: newAccount() })).toBe(id);
  });

  test('lead nowhere while their owner may not use the gateway', async () => {
    const id = await declare();
    await attach(id, 'vpc-1', '10.1.0.0/16');
    const user = { account: newAccount(), region: 'us-east-1' };
    const share = `/cloud-gateways/${id}/shares/${user.account}`;
    await operator.done('PUT', share);
    const { id: vif } = await readyInterface(server, user, { virtualGatewayId: id });
    expect(await advertisedTo(user, vif)).toEqual(['10.1.0.0/16']);
    await operator.done('DELETE', share);
    expect(await advertisedTo(user, vif)).toEqual([]);
    await attach(id, 'vpc-1', '10.1.0.0/16', '10.2.0.0/16');
    expect(await advertisedTo(user, vif)).toEqual([]);
    await operator.done('PUT', share);
    expect(await advertisedTo(user, vif)).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
    // Who declares it again shares it with nobody.
    await operator.done('DELETE', `/cloud-gateways/${id}`);
    await declare({ gatewayId: id });
    await attach(id, 'vpc-2', '10.3.0.0/16');
    expect(await advertisedTo(user, vif)).toEqual([]);
  });
});
