// A partner's LAG carries hosted connections.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { breakPort, bringUp, connectionNow, lagNow, orderLag, repairPort } from '../support/lags.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual'] });
type Caller = { readonly account: string };

/** An account that the operator has declared a partner. */
async function newPartner(): Promise<Caller> {
  const account = newAccount();
  const { status } = await server.operator('POST', '/accounts', {
    account,
    name: 'Partner',
    partnerType: 'v2',
  });
  expect(status).toBe(201);
  return { account };
}

async function orderInterconnect(partner: Caller): Promise<string> {
  const order = { interconnectName: 'i', bandwidth: '10Gbps', location: 'EqDC2' };
  return (await server.call('CreateInterconnect', order, partner)).interconnectId ?? '';
}

/** A hosted connection that its customer has confirmed. */
async function allocate(partner: Caller, parent: string, vlan: number, customer: Caller): Promise<string> {
  const slice = { ownerAccount: customer.account, bandwidth: '50Mbps', connectionName: 'slice', vlan };
  const hosted = await server.call('AllocateHostedConnection', { connectionId: parent, ...slice }, partner);
  const { connectionId = '' } = hosted;
  await server.call('ConfirmConnection', { connectionId }, customer);
  await passed();
  return connectionId;
}

const passed = () => server.operator('POST', '/clock/advance', { by: '2s' });
const join = (connectionId: string, lagId: string, as: Caller) =>
  server.call('AssociateConnectionWithLag', { connectionId, lagId }, as);
const leave = (connectionId: string, lagId: string, as: Caller) =>
  server.call('DisassociateConnectionFromLag', { connectionId, lagId }, as);
const hostedOn = async (parent: string, partner: Caller) =>
  ((await server.call('DescribeHostedConnections', { connectionId: parent }, partner)).connections ?? []).map(
    ({ connectionId }) => connectionId,
  );
const interconnects = async (partner: Caller) =>
  ((await server.call('DescribeInterconnects', {}, partner)).interconnects ?? []).map(
    ({ interconnectId }) => interconnectId,
  );

describe('a registered partner’s LAG', () => {
  test('allows hosted connections at once, and has no pools of its own', async () => {
    const lag = await orderLag(server, await newPartner(), { numberOfConnections: 2 });
    expect(lag.allowsHostedConnections).toBe(true);
    expect(lag).not.toHaveProperty('prefixPoolSizeIpv4');
    expect(lag).not.toHaveProperty('rateLimiterStatus');
  });

  test('has connections, which are interconnects once they have left it', async () => {
    const partner = await newPartner();
    const lag = await orderLag(server, partner, { numberOfConnections: 2 });
    const [first = '', second = ''] = lag.ids;
    expect(await interconnects(partner)).toEqual([]);
    await leave(first, lag.lagId, partner);
    expect(await interconnects(partner)).toEqual([first]);
    await server.call('DeleteLag', { lagId: lag.lagId }, partner);
    expect(await interconnects(partner)).toEqual([first, second]);
    expect((await server.call('DescribeConnections', {}, partner)).connections).toEqual([]);
  });

  test('takes the partner’s connections too', async () => {
    const partner = await newPartner();
    const lag = await orderLag(server, partner);
    const { connectionId } = await orderPort(server, partner);
    expect(await join(connectionId, lag.lagId, partner)).toMatchObject({ lagId: lag.lagId });
  });

  test('carries hosted connections for other accounts, and their state', async () => {
    const partner = await newPartner();
    const customer = { account: newAccount() };
    const lag = await orderLag(server, partner, { numberOfConnections: 2 });
    const hosted = await allocate(partner, lag.lagId, 101, customer);
    const state = async () => (await connectionNow(server, customer, hosted)).connectionState;
    // Until a link was ever there.
    expect(await state()).toBe('pending');
    const [first = '', second = ''] = lag.ids;
    await bringUp(server, first);
    expect(await state()).toBe('available');
    await bringUp(server, second);
    await server.call('UpdateLag', { lagId: lag.lagId, minimumLinks: 1 }, partner);
    await breakPort(server, first);
    expect(await state()).toBe('available');
    await breakPort(server, second);
    expect(await state()).toBe('down');
    await repairPort(server, first);
    expect(await state()).toBe('available');
  });

  test('stays while it carries one', async () => {
    const partner = await newPartner();
    const customer = { account: newAccount() };
    const lag = await orderLag(server, partner);
    const connectionId = await allocate(partner, lag.lagId, 101, customer);
    const remove = () => server.call('DeleteLag', { lagId: lag.lagId }, partner);
    expect(await refusalOf(remove())).toEqual(
      clientException(`Lag ${lag.lagId} cannot be deleted until its hosted connections are deleted`),
    );
    // Members may leave; what the LAG carries stays on it.
    await leave(lag.ids[0] ?? '', lag.lagId, partner);
    expect(await hostedOn(lag.lagId, partner)).toEqual([connectionId]);
    await server.call('DeleteConnection', { connectionId }, customer);
    expect(await remove()).toMatchObject({ lagState: 'deleted' });
  });

  test('is pay-as-you-go', async () => {
    const refused = await refusalOf(orderLag(server, await newPartner(), { billingMode: 'FlatRateTier1' }));
    expect(refused).toEqual(
      clientException(
        'Billing mode FlatRateTier1 is not available for a LAG that carries hosted connections',
      ),
    );
  });
});

describe('in the lab, an account that nobody declared', () => {
  test('has a customer’s LAG until an interconnect joins it, with what that carries', async () => {
    const account = { account: newAccount() };
    const customer = { account: newAccount() };
    const lag = await orderLag(server, account);
    expect(lag.allowsHostedConnections).toBe(false);
    const interconnect = await orderInterconnect(account);
    await bringUp(server, interconnect);
    const hosted = await allocate(account, interconnect, 101, customer);
    expect((await connectionNow(server, customer, hosted)).connectionState).toBe('available');

    expect(await join(interconnect, lag.lagId, account)).toMatchObject({ lagId: lag.lagId });
    expect((await lagNow(server, account, lag.lagId)).allowsHostedConnections).toBe(true);
    expect(await hostedOn(lag.lagId, account)).toEqual([hosted]);
    // Interrupted with what carries it, until that has arrived.
    expect((await connectionNow(server, customer, hosted)).connectionState).toBe('down');
    await passed();
    expect(await connectionNow(server, customer, hosted)).toMatchObject({ connectionState: 'available' });

    // What a member leaves behind stays on the LAG.
    await leave(interconnect, lag.lagId, account);
    expect(await hostedOn(lag.lagId, account)).toEqual([hosted]);
    expect((await connectionNow(server, customer, hosted)).lagId).toBe(lag.lagId);
  });

  test('has a partner’s LAG when it is made of an interconnect', async () => {
    const account = { account: newAccount() };
    const connectionId = await orderInterconnect(account);
    const lag = await orderLag(server, account, { numberOfConnections: 2, connectionId });
    expect(lag.allowsHostedConnections).toBe(true);
    expect(lag.ids[1]).toBe(connectionId);
    const { interconnects: [one] = [] } = await server.call('DescribeInterconnects', {}, account);
    expect(one).toMatchObject({ interconnectId: connectionId, lagId: lag.lagId });
  });

  test('keeps its own connections out of a partner’s LAG', async () => {
    const account = { account: newAccount() };
    const lag = await orderLag(server, account, { connectionId: await orderInterconnect(account) });
    const { connectionId } = await orderPort(server, account);
    expect(await refusalOf(join(connectionId, lag.lagId, account))).toEqual(
      clientException(
        `Lag ${lag.lagId} carries hosted connections: Connection ${connectionId} is not an interconnect`,
      ),
    );
  });

  test('cannot bring a VLAN twice', async () => {
    const account = { account: newAccount() };
    const customer = { account: newAccount() };
    const lag = await orderLag(server, account, { connectionId: await orderInterconnect(account) });
    await allocate(account, lag.lagId, 101, customer);
    const other = await orderInterconnect(account);
    const hosted = await allocate(account, other, 101, customer);
    expect(await refusalOf(join(other, lag.lagId, account))).toEqual(
      clientException('Vlan 101 is already in use'),
    );
    expect(await hostedOn(other, account)).toEqual([hosted]);
  });
});

describe('a hosted connection', () => {
  const shown = async (customer: Caller, id: string) => {
    const row = await connectionNow(server, customer, id);
    const { connectionState, jumboFrameCapable, hasLogicalRedundancy, awsDevice, awsDeviceV2 } = row;
    return [
      connectionState,
      jumboFrameCapable,
      hasLogicalRedundancy,
      (awsDevice ?? awsDeviceV2) !== undefined,
    ];
  };

  test('waits for the port of its interconnect, and then for its link', async () => {
    const partner = await newPartner();
    const customer = { account: newAccount() };
    const interconnect = await orderInterconnect(partner);
    const hosted = await allocate(partner, interconnect, 101, customer);
    expect(await shown(customer, hosted)).toEqual(['pending', false, 'unknown', false]);
    await server.operator('POST', `/orders/${interconnect}/approve`);
    await passed();
    expect(await shown(customer, hosted)).toEqual(['pending', true, 'no', true]);
    await server.operator('POST', `/cross-connects/${interconnect}/connect`);
    await server.operator('POST', `/ports/${interconnect}/far-end`, { lit: true });
    await server.settle();
    expect(await shown(customer, hosted)).toEqual(['available', true, 'no', true]);
    await breakPort(server, interconnect);
    expect(await shown(customer, hosted)).toEqual(['down', true, 'no', true]);
    const later = await allocate(partner, interconnect, 102, customer);
    expect(await shown(customer, later)).toEqual(['down', true, 'no', true]);
  });

  test('that waits goes on where it is moved to, and where its interconnect goes', async () => {
    const partner = await newPartner();
    const customer = { account: newAccount() };
    const [dark, lit] = [await orderInterconnect(partner), await orderInterconnect(partner)];
    await bringUp(server, lit);
    const moved = await allocate(partner, dark, 101, customer);
    await server.call('AssociateHostedConnection', { connectionId: moved, parentConnectionId: lit }, partner);
    await passed();
    expect((await shown(customer, moved))[0]).toBe('available');

    const taken = await allocate(partner, dark, 102, customer);
    const lag = await orderLag(server, partner);
    await join(dark, lag.lagId, partner);
    await passed();
    expect(await shown(customer, taken)).toEqual(['pending', false, 'unknown', false]);
    await bringUp(server, dark);
    expect(await shown(customer, taken)).toEqual(['available', true, 'no', true]);
  });
});
