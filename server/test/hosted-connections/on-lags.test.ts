// Hosted connections on a partner's LAG: its room is its members', its link is the LAG's.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { breakPort, connectionNow, lagNow, orderLag, repairPort } from '../support/lags.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const CUSTOMER = { account: '999988887777' };

/** A declared partner with a LAG of two ports of 1G. */
async function partnersLag() {
  const caller = { account: newAccount() };
  await server.operator('POST', '/accounts', { ...caller, partnerType: 'v2', name: 'Example Exchange' });
  const lag = await orderLag(server, caller, { numberOfConnections: 2, connectionsBandwidth: '1Gbps' });
  const allocate = async (vlan: number, bandwidth: string) => {
    const slice = { bandwidth, connectionName: 'yours', vlan, ownerAccount: CUSTOMER.account };
    const order = { ...slice, connectionId: lag.lagId };
    return server.call('AllocateHostedConnection', order, caller);
  };
  return { caller, lag, allocate };
}

describe('a partner’s LAG', () => {
  test('has the room of all its members, and takes no member’s id for its own', async () => {
    const { caller, lag, allocate } = await partnersLag();
    expect(await allocate(1, '1Gbps')).toMatchObject({
      lagId: lag.lagId,
      partnerName: 'Example Exchange:EqDC2',
    });
    const second = await allocate(2, '500Mbps');
    expect(await refusalOf(allocate(3, '1Gbps'))).toEqual(
      clientException(`Lag ${lag.lagId} has 500Mbps of 2Gbps left: 1Gbps does not fit`),
    );
    // Hosted connections are no members of it.
    expect(await lagNow(server, caller, lag.lagId)).toMatchObject({ numberOfConnections: 2, ids: lag.ids });
    const { connections } = await server.call(
      'DescribeHostedConnections',
      { connectionId: lag.lagId },
      caller,
    );
    expect(connections?.map(({ vlan }) => vlan)).toEqual([1, 2]);
    expect(connections?.[1]).toEqual(second);
    const member = { connectionId: lag.ids[0] ?? '' };
    expect((await refusalOf(server.call('DescribeHostedConnections', member, caller))).message).toBe(
      `${caller.account} DescribeHostedConnections failed for connection ${member.connectionId} doesn't exist.`,
    );
  });

  test('takes its hosted connections down when too few members work, and up again', async () => {
    const { caller, lag, allocate } = await partnersLag();
    const { connectionId = '' } = await allocate(1, '50Mbps');
    await server.call('ConfirmConnection', { connectionId }, CUSTOMER);
    await server.settle();
    const state = async () => (await connectionNow(server, CUSTOMER, connectionId)).connectionState;
    expect(await state()).toBe('available');
    const [member = '', other = ''] = lag.ids;
    await breakPort(server, member);
    expect(await state()).toBe('available');
    await server.call('UpdateLag', { lagId: lag.lagId, minimumLinks: 2 }, caller);
    await server.settle();
    expect(await state()).toBe('down');
    await repairPort(server, member);
    expect(await state()).toBe('available');
    await server.call('UpdateLag', { lagId: lag.lagId, minimumLinks: 0 }, caller);
    await breakPort(server, other);
    expect(await state()).toBe('available');
  });

  test('carries none without a working member, although it stays up where it asks for none', async () => {
    const { caller, lag, allocate } = await partnersLag();
    const confirmed = async (vlan: number) => {
      const { connectionId = '' } = await allocate(vlan, '50Mbps');
      await server.call('ConfirmConnection', { connectionId }, CUSTOMER);
      await server.settle();
      return async () => (await connectionNow(server, CUSTOMER, connectionId)).connectionState;
    };
    const before = await confirmed(1);
    const [one = '', two = ''] = lag.ids;
    for (const id of lag.ids) await breakPort(server, id);
    expect((await lagNow(server, caller, lag.lagId)).lagState).toBe('available');
    expect(await before()).toBe('down');
    const later = await confirmed(2);
    expect(await later()).toBe('down');
    await repairPort(server, two);
    expect([await before(), await later()]).toEqual(['available', 'available']);

    // Emptied it carries nothing either, until a link has come back.
    const { connectionId = '' } = await allocate(3, '50Mbps');
    for (const connectionId of [one, two]) {
      await server.call('DisassociateConnectionFromLag', { connectionId, lagId: lag.lagId }, caller);
      await server.settle();
    }
    expect(await lagNow(server, caller, lag.lagId)).toMatchObject({ lagState: 'available', ids: [] });
    expect([await before(), await later()]).toEqual(['down', 'down']);
    await server.call('ConfirmConnection', { connectionId }, CUSTOMER);
    await server.settle();
    const last = async () => (await connectionNow(server, CUSTOMER, connectionId)).connectionState;
    expect(await last()).toBe('down');
    await server.call('AssociateConnectionWithLag', { connectionId: two, lagId: lag.lagId }, caller);
    await server.settle();
    expect([await before(), await later(), await last()]).toEqual(['available', 'available', 'available']);
  });
});

describe('a partner', () => {
  test('may be its own customer: it confirms, sees its tags, and rejects', async () => {
    const caller = { account: newAccount() };
    const order = { location: 'EqDC2', bandwidth: '1Gbps', interconnectName: 'parent' };
    const { interconnectId = '' } = await server.call('CreateInterconnect', order, caller);
    const tags = [{ key: 'mine', value: 'too' }];
    const slice = { bandwidth: '50Mbps', connectionName: 'own', ownerAccount: caller.account, tags };
    const allocate = async (vlan: number) =>
      server.call('AllocateHostedConnection', { ...slice, vlan, connectionId: interconnectId }, caller);
    const first = await allocate(1);
    expect(first.tags).toEqual(tags);
    await server.call('ConfirmConnection', { connectionId: first.connectionId ?? '' }, caller);
    await server.settle();
    expect(await connectionNow(server, caller, first.connectionId ?? '')).toMatchObject({
      connectionState: 'available',
    });
    const { connectionId = '' } = await allocate(2);
    expect(await server.call('DeleteConnection', { connectionId }, caller)).toMatchObject({
      connectionState: 'rejected',
    });
  });
});
