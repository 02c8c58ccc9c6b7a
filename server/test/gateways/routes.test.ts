// What associations do to the routes of virtual interfaces.
import { expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { associate, cidrs, readyGateway, settleAssociations } from '../support/gateways.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

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
