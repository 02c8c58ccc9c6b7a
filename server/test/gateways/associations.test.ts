// Associations of Direct Connect gateways with virtual private and transit gateways of one account.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import {
  associate,
  cidrs,
  createGateway,
  newTgw,
  readyGateway,
  settleAssociations,
} from '../support/gateways.ts';
import { newVgw, orderPrivate, readyPort } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import { refused, useGateway } from './gateway.testing.ts';

const server = useServer();
const my = useGateway(server);
const { join, now } = my;
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;

describe('an association', () => {
  test('with a virtual private gateway has the older members too', async () => {
    const vgw = newVgw();
    const made = await join(vgw, ['10.255.255.0/28', '2600:1f26:74::/48']);
    expect(made).toEqual({
      directConnectGatewayId: my.gateway,
      directConnectGatewayOwnerAccount: my.caller.account,
      associationState: 'associating',
      associatedGateway: {
        id: vgw,
        type: 'virtualPrivateGateway',
        ownerAccount: my.caller.account,
        region: 'us-east-1',
      },
      associationId: UUID,
      allowedPrefixesToDirectConnectGateway: cidrs(
        '10.255.255.0/28',
        '2600:1f26:0074:0000:0000:0000:0000:0000/48',
      ),
      virtualGatewayId: vgw,
      virtualGatewayRegion: 'us-east-1',
      virtualGatewayOwnerAccount: my.caller.account,
    });
    await settleAssociations(server);
    expect(await now()).toEqual({ ...made, associationState: 'associated' });
  });

  test('with a transit gateway has none of them, and no prefixes unless some are given', async () => {
    const tgw = newTgw();
    expect(await join(tgw)).toEqual({
      directConnectGatewayId: my.gateway,
      directConnectGatewayOwnerAccount: my.caller.account,
      associationState: 'associating',
      associatedGateway: {
        id: tgw,
        type: 'transitGateway',
        ownerAccount: my.caller.account,
        region: 'us-east-1',
      },
      associationId: UUID,
      allowedPrefixesToDirectConnectGateway: [],
    });
  });

  test('takes the networks of a virtual private gateway where no prefixes are given', async () => {
    const { allowedPrefixesToDirectConnectGateway } = await join(newVgw());
    expect(allowedPrefixesToDirectConnectGateway).toMatchObject(
      [{ cidr: /^10\.\d+\.0\.0\/16$/ }].map(({ cidr }) => ({ cidr: expect.stringMatching(cidr) as string })),
    );
  });

  test('is made by the older member too', async () => {
    const vgw = newVgw();
    const wish = { directConnectGatewayId: my.gateway, virtualGatewayId: vgw };
    const { directConnectGatewayAssociation } = await server.call(
      'CreateDirectConnectGatewayAssociation',
      wish,
      my.caller,
    );
    expect(directConnectGatewayAssociation).toMatchObject({
      virtualGatewayId: vgw,
      associationState: 'associating',
    });
  });

  test('ends, and is gone', async () => {
    const { associationId } = await join(newVgw());
    const ended = await server.call('DeleteDirectConnectGatewayAssociation', { associationId }, my.caller);
    expect(ended).toMatchObject({
      directConnectGatewayAssociation: { associationId, associationState: 'disassociating' },
    });
    const unknown = clientException(`Direct Connect Gateway Association ${associationId} does not exist.`);
    await settleAssociations(server);
    expect(await now()).toBeUndefined();
    expect(
      await refusalOf(server.call('UpdateDirectConnectGatewayAssociation', { associationId }, my.caller)),
    ).toEqual(unknown);
  });

  test('is ended by the ids of its gateways, from any Region', async () => {
    const vgw = newVgw();
    await join(vgw);
    const pair = { directConnectGatewayId: my.gateway, virtualGatewayId: vgw };
    const there = { ...my.caller, region: 'eu-west-1' };
    expect(await server.call('DeleteDirectConnectGatewayAssociation', pair, there)).toMatchObject({
      directConnectGatewayAssociation: { virtualGatewayId: vgw, associationState: 'disassociating' },
    });
  });
});

describe('an association is refused', () => {
  test('with gateways that cannot go together', async () => {
    await join(newVgw());
    expect(await refused(join(newTgw()))).toBe(
      `Direct Connect Gateway ${my.gateway} has private virtual interfaces or virtual private gateways: it cannot be associated with transit gateways`,
    );
    my.gateway = await readyGateway(server, my.caller);
    await join(newTgw());
    expect(await refused(join(newVgw()))).toBe(
      `Direct Connect Gateway ${my.gateway} has transit virtual interfaces or transit gateways: it cannot be associated with virtual private gateways`,
    );
  });

  test('with virtual interfaces that it does not go with', async () => {
    const connectionId = await readyPort(server, my.caller);
    await orderPrivate(server, my.caller, connectionId, { directConnectGatewayId: my.gateway });
    expect(await refused(join(newTgw()))).toContain('cannot be associated with transit gateways');
    await expect(join(newVgw())).resolves.toBeDefined();
    my.gateway = await readyGateway(server, my.caller);
    const newTransitVirtualInterface = {
      virtualInterfaceName: 'transit',
      vlan: 102,
      asn: 65_000,
      directConnectGatewayId: my.gateway,
    };
    await server.call(
      'CreateTransitVirtualInterface',
      { connectionId, newTransitVirtualInterface },
      my.caller,
    );
    expect(await refused(join(newVgw()))).toContain('cannot be associated with virtual private gateways');
    await expect(join(newTgw())).resolves.toBeDefined();
  });

  test('twice', async () => {
    const [vgw, tgw] = [newVgw(), newTgw()];
    await join(vgw);
    expect(await refused(join(vgw))).toBe(
      `${vgw} is already associated with Direct Connect Gateway ${my.gateway}`,
    );
    const first = my.gateway;
    my.gateway = await readyGateway(server, my.caller);
    expect(await refused(join(vgw))).toBe(
      `The VirtualGateway ${vgw} is already associated with Direct Connect Gateway ${first}`,
    );
    await join(tgw);
    my.gateway = await readyGateway(server, my.caller);
    await expect(join(tgw)).resolves.toBeDefined();
  });

  test('before the gateway is available, and while it goes', async () => {
    const slow = my.caller;
    const { directConnectGatewayId: id } = await createGateway(server, slow);
    await server.settle();
    await server.call('DeleteDirectConnectGateway', { directConnectGatewayId: id }, slow);
    expect(await refused(associate(server, slow, id, newVgw()))).toBe(
      `Direct Connect Gateway ${id} does not exist.`,
    );
  });

  test('with gateways of other accounts', async () => {
    const stranger = { account: newAccount(), region: 'us-east-1' };
    const vgw = newVgw();
    await associate(server, stranger, await readyGateway(server, stranger), vgw);
    expect(await refused(join(vgw))).toBe(`The VirtualGateway ${vgw} does not exist.`);
    expect(await refused(associate(server, stranger, my.gateway, newVgw()))).toBe(
      `Direct Connect Gateway ${my.gateway} does not exist.`,
    );
  });

  test('in another Region than the associated gateway’s', async () => {
    const tgw = newTgw();
    await associate(server, { ...my.caller, region: 'eu-west-1' }, my.gateway, tgw);
    my.gateway = await readyGateway(server, my.caller);
    expect(await refused(join(tgw))).toBe(`The TransitGateway ${tgw} does not exist.`);
  });

  test('above the quotas', async () => {
    const quotas = {
      virtualPrivateGatewaysPerGateway: 1,
      transitGatewaysPerGateway: 1,
      gatewaysPerTransitGateway: 2,
    };
    await server.operator('POST', '/accounts', { account: my.caller.account, quotas });
    await join(newVgw());
    expect(await refused(join(newVgw()))).toBe(
      'You have reached the limit of 1 virtual private gateways on a Direct Connect gateway',
    );
    const tgw = newTgw();
    my.gateway = await readyGateway(server, my.caller);
    await join(tgw);
    expect(await refused(join(newTgw()))).toBe(
      'You have reached the limit of 1 transit gateways on a Direct Connect gateway',
    );
    my.gateway = await readyGateway(server, my.caller);
    await join(tgw);
    my.gateway = await readyGateway(server, my.caller);
    expect(await refused(join(tgw))).toBe(
      'You have reached the limit of 2 Direct Connect gateways of a transit gateway',
    );
  });

  test('without one gateway to associate', async () => {
    const call = (wish: object) =>
      server.call(
        'CreateDirectConnectGatewayAssociation',
        { directConnectGatewayId: my.gateway, ...wish },
        my.caller,
      );
    const message = 'Give exactly one of gatewayId and virtualGatewayId';
    expect(await refused(call({}))).toBe(message);
    expect(await refused(call({ gatewayId: newVgw(), virtualGatewayId: newVgw() }))).toBe(message);
    expect(await refused(call({ gatewayId: 'igw-1' }))).toBe('Gateway ID igw-1 has an invalid format.');
    const tgw = newTgw();
    expect(await refused(call({ virtualGatewayId: tgw }))).toBe(
      `Virtual Gateway ID ${tgw} has an invalid format.`,
    );
  });
});
