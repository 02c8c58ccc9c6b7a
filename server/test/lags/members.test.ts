// Connections join and leave LAGs.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { bringUp, connectionNow, devicesAt, lagNow, orderLag, type ShownLag } from '../support/lags.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual'] });
let caller = { account: '' };
let lag: ShownLag;

beforeEach(async () => {
  caller = { account: newAccount() };
  lag = await orderLag(server, caller, { numberOfConnections: 1 });
});

const join = (connectionId: string, lagId = lag.lagId, as = caller) =>
  server.call('AssociateConnectionWithLag', { connectionId, lagId }, as);
const leave = (connectionId: string, lagId = lag.lagId, as = caller) =>
  server.call('DisassociateConnectionFromLag', { connectionId, lagId }, as);
const minimum = (minimumLinks: number, lagId = lag.lagId) =>
  server.call('UpdateLag', { lagId, minimumLinks }, caller);
const now = (id: string) => connectionNow(server, caller, id);
/** The move of a connection is over: it takes half a second. */
const arrived = () => server.operator('POST', '/clock/advance', { by: '1s' });

describe('a connection joins a LAG', () => {
  test('with its name and state, and is listed after the members that were ordered before', async () => {
    const { connectionId } = await orderPort(server, caller, { connectionName: 'mine' });
    expect(await join(connectionId)).toMatchObject({
      connectionId,
      connectionName: 'mine',
      connectionState: 'requested',
      lagId: lag.lagId,
    });
    expect(await lagNow(server, caller, lag.lagId)).toMatchObject({
      numberOfConnections: 2,
      ids: [...lag.ids, connectionId],
    });
  });

  test('and counts once the interruption is over', async () => {
    const { connectionId } = await orderPort(server, caller);
    await bringUp(server, connectionId);
    expect(await join(connectionId)).toMatchObject({ connectionState: 'available' });
    expect((await lagNow(server, caller, lag.lagId)).lagState).toBe('pending');
    await arrived();
    expect((await lagNow(server, caller, lag.lagId)).lagState).toBe('available');
    expect((await now(connectionId)).connectionState).toBe('available');
  });

  test('out of another LAG, which may lose it', async () => {
    const from = await orderLag(server, caller, { numberOfConnections: 2 });
    const [connectionId = ''] = from.ids;
    await minimum(2, from.lagId);
    expect(await refusalOf(join(connectionId))).toEqual(
      clientException(`Lag ${from.lagId} would fall below its minimum of 2 operational connections`),
    );
    await minimum(1, from.lagId);
    expect(await join(connectionId)).toMatchObject({ lagId: lag.lagId });
    expect((await lagNow(server, caller, from.lagId)).ids).toEqual(from.ids.slice(1));
    // The last one of a LAG with a minimum stays: only standing alone is always possible.
    await arrived();
    expect((await refusalOf(join(from.ids[1] ?? ''))).message).toContain('would fall below its minimum of 1');
  });

  test('of at most four', async () => {
    const { connectionId } = await orderPort(server, caller);
    const full = await orderLag(server, caller, { numberOfConnections: 4 });
    expect(await refusalOf(join(connectionId, full.lagId))).toEqual(
      clientException('You have reached the limit of 4 connections in a LAG of 10Gbps'),
    );
  });

  test('not of another location, speed, device or MACsec', async () => {
    const refused = async (order: object) => {
      const { connectionId } = await orderPort(server, caller, order);
      const { code, message } = await refusalOf(join(connectionId));
      expect((await now(connectionId)).lagId).toBeUndefined();
      return { code, message: message.replace(connectionId, 'it') };
    };
    expect(await refused({ location: 'CSVA1' })).toEqual(
      clientException(`Connection it is at location CSVA1, Lag ${lag.lagId} at EqDC2`),
    );
    expect(await refused({ bandwidth: '1Gbps' })).toEqual(
      clientException(`Connection it has bandwidth 1Gbps, Lag ${lag.lagId} has 10Gbps`),
    );
    const elsewhere = devicesAt('EqDC2').find((device) => device !== lag.awsDevice) ?? '';
    expect(await refused({ tags: [{ key: 'crossconnect:device', value: elsewhere }] })).toEqual(
      clientException(
        `Connection it and Lag ${lag.lagId} do not terminate at the same Direct Connect endpoint`,
      ),
    );
    expect(await refused({ requestMACSec: true })).toEqual(
      clientException('Connection it and lag should be requested MacSec at the same time'),
    );
  });

  test('not twice, and not while it moves', async () => {
    const [member = ''] = lag.ids;
    expect(await refusalOf(join(member))).toEqual(
      clientException(`Connection ${member} is already associated with Lag ${lag.lagId}`),
    );
    const other = await orderLag(server, caller);
    await join(member, other.lagId);
    const moving = clientException(`Connection ${member} is in a transitioning state.`);
    expect(await refusalOf(join(member))).toEqual(moving);
    expect(await refusalOf(leave(member, other.lagId))).toEqual(moving);
    expect(await refusalOf(orderLag(server, caller, { connectionId: member }))).toEqual(moving);
    await arrived();
    expect(await join(member)).toMatchObject({ lagId: lag.lagId });
  });

  test('not when it is a customer’s hosted connection', async () => {
    const partner = { account: newAccount() };
    const { interconnectId = '' } = await server.call(
      'CreateInterconnect',
      { interconnectName: 'i', bandwidth: '10Gbps', location: 'EqDC2' },
      partner,
    );
    const { connectionId = '' } = await server.call(
      'AllocateHostedConnection',
      {
        connectionId: interconnectId,
        ownerAccount: caller.account,
        bandwidth: '50Mbps',
        connectionName: 'h',
        vlan: 101,
      },
      partner,
    );
    expect(await refusalOf(join(connectionId))).toEqual(
      clientException(
        `Connection ${connectionId} is a hosted connection and cannot be associated with a Lag`,
      ),
    );
  });

  test('of its own account alone', async () => {
    const { connectionId } = await orderPort(server, caller);
    const stranger = { account: newAccount() };
    const theirs = await orderLag(server, stranger);
    expect(await refusalOf(join(connectionId, theirs.lagId))).toEqual(
      clientException(`Could not find Lag with ID ${theirs.lagId}`),
    );
    expect(await refusalOf(join(connectionId, theirs.lagId, stranger))).toEqual(
      clientException(`Could not find Connection with ID ${connectionId}`),
    );
    expect((await now(connectionId)).lagId).toBeUndefined();
  });

  test.each([
    ['x', 'dxlag-fffffff0', 'Connection ID x has an invalid format.'],
    ['dxcon-fffffff0', 'y', 'Could not find Connection with ID dxcon-fffffff0'],
  ])('not %s into %s', async (connectionId, lagId, text) => {
    expect(await refusalOf(join(connectionId, lagId))).toEqual(clientException(text));
  });
});

describe('a connection leaves its LAG', () => {
  test('and stands alone; the LAG without members survives', async () => {
    const [member = ''] = lag.ids;
    await bringUp(server, member);
    await minimum(1);
    const left = await leave(member);
    expect(left).toMatchObject({ connectionId: member, connectionState: 'available' });
    expect(left).not.toHaveProperty('lagId');
    expect(await lagNow(server, caller, lag.lagId)).toMatchObject({
      lagState: 'down',
      numberOfConnections: 0,
      connections: [],
    });
    await arrived();
    await join(member);
    await arrived();
    expect(await lagNow(server, caller, lag.lagId)).toMatchObject({ lagState: 'available', ids: [member] });
  });

  test('while that keeps its minimum', async () => {
    const four = await orderLag(server, caller, { numberOfConnections: 4 });
    const [first = '', second = ''] = four.ids;
    await minimum(4, four.lagId);
    expect(await refusalOf(leave(first, four.lagId))).toEqual(
      clientException(`Lag ${four.lagId} would fall below its minimum of 4 operational connections`),
    );
    await minimum(3, four.lagId);
    await leave(first, four.lagId);
    expect((await refusalOf(leave(second, four.lagId))).message).toContain('minimum of 3');
  });

  test('not when it is in none, or in another', async () => {
    const { connectionId } = await orderPort(server, caller);
    expect(await refusalOf(leave(connectionId))).toEqual(
      clientException(`Connection ${connectionId} is not associated with Lag ${lag.lagId}`),
    );
  });

  test('with the texts that Terraform takes for done, when one of them is gone', async () => {
    const [member = ''] = lag.ids;
    const stranger = { account: newAccount() };
    expect(await refusalOf(leave('dxcon-fffffff0'))).toEqual(
      clientException('Connection does not exist: dxcon-fffffff0'),
    );
    expect(await refusalOf(leave(member, 'dxlag-fffffff0'))).toEqual(
      clientException('Lag does not exist: dxlag-fffffff0'),
    );
    expect(await refusalOf(leave(member, lag.lagId, stranger))).toEqual(
      clientException(`Connection does not exist: ${member}`),
    );
    expect(await refusalOf(leave('x'))).toEqual(clientException('Connection ID x has an invalid format.'));
    expect(await refusalOf(leave(member, 'x'))).toEqual(clientException('Lag ID x has an invalid format.'));
    await server.call('DeleteConnection', { connectionId: member }, caller);
    expect((await refusalOf(leave(member))).message).toContain('Connection does not exist');
  });
});

describe('a billing mode', () => {
  test('of flat rate stays with a connection that leaves, and an empty LAG takes its first member’s', async () => {
    const flat = await orderLag(server, caller, { location: 'CSVA1', billingMode: 'FlatRateTier1' });
    expect(flat).toMatchObject({
      billingMode: 'FlatRateTier1',
      connections: [{ billingMode: 'FlatRateTier1' }],
    });
    const [member = ''] = flat.ids;
    expect((await leave(member, flat.lagId)).billingMode).toBe('FlatRateTier1');
    await arrived();
    const target = await orderLag(server, caller, { location: 'CSVA1', billingMode: 'FlatRateTier2' });
    expect(await refusalOf(join(member, target.lagId))).toEqual(
      clientException(
        `Billing mode FlatRateTier1 of ${member} differs from billing mode FlatRateTier2 of ${target.lagId}`,
      ),
    );
    for (const connectionId of target.ids) await server.call('DeleteConnection', { connectionId }, caller);
    expect((await join(member, target.lagId)).billingMode).toBe('FlatRateTier1');
    expect((await lagNow(server, caller, target.lagId)).billingMode).toBe('FlatRateTier1');
  });

  test('of a LAG is what was asked, and sold there', async () => {
    const refused = refusalOf(
      orderLag(server, caller, {
        location: 'CSVA1',
        connectionsBandwidth: '1Gbps',
        billingMode: 'FlatRateTier1',
      }),
    );
    expect(await refused).toEqual(
      clientException(
        'Billing mode FlatRateTier1 is not available for 1Gbps at location CSVA1. Available: PayAsYouGo',
      ),
    );
  });
});
