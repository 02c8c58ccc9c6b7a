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
  test('keep it: nothing that is in use is deleted', async () => {
    const id = await declare();
    await attach(id, 'vpc-1', '10.1.0.0/16');
    const { id: vif } = await readyInterface(server, caller, { virtualGatewayId: id });
    const { detail } = await operator.refused(409, 'DELETE', `/cloud-gateways/${id}`);
    expect(detail).toBe(`${id} is in use: virtual interface ${vif}`);
    expect(await advertisedTo(caller, vif)).toEqual(['10.1.0.0/16']);
    await server.call('DeleteVirtualInterface', { virtualInterfaceId: vif }, caller);
    await settleInterfaces(server);
    await operator.done('DELETE', `/cloud-gateways/${id}`);
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
    // The operator sees what holds it back, and that nothing comes from there.
    const { items } = await operator.done<{ items: readonly object[] }>(
      'GET',
      `/virtual-interfaces/${vif}/routes?direction=advertised`,
    );
    expect(items).toMatchObject([
      {
        cidr: '10.1.0.0/16',
        taken: false,
        reason: `It is of ${id}, which is not shared with the owner of the virtual interface any more`,
      },
    ]);
    const announced = { announcements: [{ cidr: '10.20.0.0/16' }] };
    await operator.done('PUT', `/virtual-interfaces/${vif}/customer-router/announcements`, announced);
    const way = `/gateways/${id}/paths?destination=10.20.0.1&region=us-east-1`;
    expect(await operator.done('GET', way)).toMatchObject({
      chosen: [],
      lost: [{ virtualInterfaceId: vif, why: `${id} is not shared with its owner any more` }],
    });
    await attach(id, 'vpc-1', '10.1.0.0/16', '10.2.0.0/16');
    expect(await advertisedTo(user, vif)).toEqual([]);
    await operator.done('PUT', share);
    expect(await advertisedTo(user, vif)).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
  });
});
