// States on the way, in a world that turns slowly.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { refusalOf } from '../support/fault.ts';
import { associate, associationsOf, cidrs, createGateway, gatewayNow } from '../support/gateways.ts';
import { newVgw } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'realistic'] });
let caller = { account: '' };
let gateway = '';

const pass = async (by: string) => {
  await server.operator('POST', '/clock/advance', { by });
  await server.settle();
};
const stateOf = async () => (await associationsOf(server, caller, gateway))[0]?.associationState;
const refused = async (call: Promise<unknown>) => (await refusalOf(call)).message;

beforeEach(async () => {
  caller = { account: newAccount() };
  gateway = (await createGateway(server, caller)).directConnectGatewayId;
});

describe('a gateway', () => {
  test('takes nothing before it is available', async () => {
    expect(await refused(associate(server, caller, gateway, newVgw()))).toBe(
      `Direct Connect Gateway ${gateway} is in state pending`,
    );
    await pass('1m');
    await expect(associate(server, caller, gateway, newVgw())).resolves.toBeDefined();
  });

  test('takes nothing while it is being deleted', async () => {
    await pass('1m');
    await server.call('DeleteDirectConnectGateway', { directConnectGatewayId: gateway }, caller);
    expect(await gatewayNow(server, caller, gateway)).toMatchObject({
      directConnectGatewayState: 'deleting',
    });
    expect(await refused(associate(server, caller, gateway, newVgw()))).toBe(
      `Direct Connect Gateway ${gateway} does not exist.`,
    );
  });
});

describe('an association', () => {
  const update = (associationId: string) =>
    server.call(
      'UpdateDirectConnectGatewayAssociation',
      { associationId, addAllowedPrefixesToDirectConnectGateway: cidrs('10.0.1.0/30') },
      caller,
    );
  const remove = (associationId: string) =>
    server.call('DeleteDirectConnectGatewayAssociation', { associationId }, caller);

  test('is associating, associated, updating, disassociating, and gone', async () => {
    await pass('1m');
    const { associationId } = await associate(server, caller, gateway, newVgw());
    await pass('9m');
    expect(await stateOf()).toBe('associating');
    expect(await refused(update(associationId))).toBe(
      `Direct Connect Gateway Association ${associationId} is in state associating`,
    );
    await pass('1m');
    expect(await stateOf()).toBe('associated');
    await update(associationId);
    await pass('9m');
    expect(await stateOf()).toBe('updating');
    await pass('1m');
    expect(await stateOf()).toBe('associated');
    await remove(associationId);
    await pass('9m');
    expect(await stateOf()).toBe('disassociating');
    const unknown = `Direct Connect Gateway Association ${associationId} does not exist.`;
    expect(await refused(remove(associationId))).toBe(unknown);
    expect(await refused(update(associationId))).toBe(unknown);
    await pass('1m');
    expect(await stateOf()).toBeUndefined();
  });

  test('holds its gateway until it is gone', async () => {
    await pass('1m');
    const { associationId } = await associate(server, caller, gateway, newVgw());
    await remove(associationId);
    await server.call('DeleteDirectConnectGateway', { directConnectGatewayId: gateway }, caller);
    await pass('3m');
    expect(await gatewayNow(server, caller, gateway)).toMatchObject({
      directConnectGatewayState: 'available',
    });
  });
});
