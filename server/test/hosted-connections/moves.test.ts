// AssociateHostedConnection: between interconnects, onto a LAG and back.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const CUSTOMER = '999988887777';

async function partner() {
  const options = { account: newAccount() };
  const interconnect = async (changes: object = {}) => {
    const order = { location: 'EqDC2', bandwidth: '1Gbps', interconnectName: 'parent', ...changes };
    return (await server.call('CreateInterconnect', order, options)).interconnectId ?? '';
  };
  const hosted = async (connectionId: string, changes: object = {}) => {
    const slice = { bandwidth: '500Mbps', connectionName: 'yours', vlan: 101, ownerAccount: CUSTOMER };
    const order = { ...slice, ...changes, connectionId };
    return (await server.call('AllocateHostedConnection', order, options)).connectionId ?? '';
  };
  const move = (connectionId: string, parentConnectionId: string) =>
    server.call('AssociateHostedConnection', { connectionId, parentConnectionId }, options);
  const carried = async (connectionId: string) => {
    const { connections = [] } = await server.call('DescribeHostedConnections', { connectionId }, options);
    return connections.map((one) => one.connectionId);
  };
  return { options, interconnect, hosted, move, carried };
}

async function seenByCustomer(connectionId: string) {
  const { connections } = await server.call('DescribeConnections', { connectionId }, { account: CUSTOMER });
  return connections?.[0];
}

describe('a hosted connection moves', () => {
  test('to another interconnect, and its state is what that one’s link says', async () => {
    const { interconnect, hosted, move, carried } = await partner();
    const [from, to] = [await interconnect(), await interconnect()];
    const id = await hosted(from);
    await server.call('ConfirmConnection', { connectionId: id }, { account: CUSTOMER });
    await server.settle();
    expect(await seenByCustomer(id)).toMatchObject({ connectionState: 'available' });
    await server.operator('POST', `/ports/${to}/fault`, { fault: 'cut' });

    expect(await move(id, to)).toMatchObject({
      connectionId: id,
      connectionState: 'down',
      vlan: 101,
      tags: [],
    });
    expect([await carried(from), await carried(to)]).toEqual([[], [id]]);
    // It follows the new parent from now on, and the old one no more.
    await server.operator('POST', `/ports/${to}/repair`);
    expect(await seenByCustomer(id)).toMatchObject({ connectionState: 'available' });
    await server.operator('POST', `/ports/${from}/fault`, { fault: 'cut' });
    expect(await seenByCustomer(id)).toMatchObject({ connectionState: 'available' });
    // Where it is already there is nothing to move.
    expect(await move(id, to)).toMatchObject({ connectionState: 'available' });
  });

  test('onto a LAG of interconnects, whose id it shows, and away again', async () => {
    const { options, interconnect, hosted, move, carried } = await partner();
    const from = await interconnect();
    const bundle = { location: 'EqDC2', connectionsBandwidth: '1Gbps', lagName: 'bundle' };
    const made = { ...bundle, numberOfConnections: 1, connectionId: await interconnect() };
    const { lagId = '' } = await server.call('CreateLag', made, options);
    const id = await hosted(from);
    const moved = await move(id, lagId);
    expect(moved).toMatchObject({ connectionId: id, lagId, connectionState: 'ordering' });
    expect(await seenByCustomer(id)).toMatchObject({ lagId });
    expect(await carried(lagId)).toEqual([id]);

    await server.call('ConfirmConnection', { connectionId: id }, { account: CUSTOMER });
    await server.settle();
    expect(await seenByCustomer(id)).toMatchObject({ connectionState: 'available', lagId });
    expect(await move(id, from)).not.toHaveProperty('lagId');
  });
});

describe('a hosted connection stays where it is', () => {
  test('when its VLAN or its bandwidth has no place there', async () => {
    const { interconnect, hosted, move, carried } = await partner();
    const [from, to] = [await interconnect(), await interconnect()];
    const id = await hosted(from);
    const first = await hosted(to);
    expect(await refusalOf(move(id, to))).toEqual(clientException('Vlan 101 is already in use'));
    const other = await hosted(from, { vlan: 102 });
    await hosted(to, { vlan: 103, bandwidth: '100Mbps' });
    expect(await refusalOf(move(other, to))).toEqual(
      clientException(`Interconnect ${to} has 400Mbps of 1Gbps left: 500Mbps does not fit`),
    );
    expect(await carried(from)).toEqual([id, other]);
    expect(await carried(to)).toContain(first);
  });

  test('when the target is elsewhere, a member of a LAG, or no parent', async () => {
    const { options, interconnect, hosted, move } = await partner();
    const from = await interconnect();
    const id = await hosted(from);
    const elsewhere = await interconnect({ location: 'EqDA2' });
    expect(await refusalOf(move(id, elsewhere))).toEqual(
      clientException(`Connection ${id} is at location EqDC2, Interconnect ${elsewhere} at EqDA2`),
    );
    const member = await interconnect();
    const bundle = { location: 'EqDC2', connectionsBandwidth: '1Gbps', lagName: 'bundle' };
    const made = { ...bundle, numberOfConnections: 1, connectionId: member };
    const { lagId = '' } = await server.call('CreateLag', made, options);
    expect(await refusalOf(move(id, member))).toEqual(
      clientException(`Interconnect ${member} is a member of Lag ${lagId}: use the ID of the Lag`),
    );
    expect(await refusalOf(move(id, id))).toEqual(clientException(`Could not find Connection with ID ${id}`));
    expect(await refusalOf(move(id, 'foobar'))).toEqual(
      clientException('Connection ID foobar has an invalid format.'),
    );
  });

  test('when the caller does not own both, or it has ended', async () => {
    const { interconnect, hosted, move, options } = await partner();
    const other = await partner();
    const [from, to] = [await interconnect(), await interconnect()];
    const theirs = await other.interconnect();
    const id = await hosted(from);
    expect(await refusalOf(other.move(id, theirs))).toEqual(
      clientException(`Could not find Connection with ID ${id}`),
    );
    expect(await refusalOf(move(id, theirs))).toEqual(
      clientException(`Could not find Connection with ID ${theirs}`),
    );
    await server.call('DeleteConnection', { connectionId: id }, options);
    expect(await refusalOf(move(id, to))).toEqual(clientException(`Could not find Connection with ID ${id}`));
  });
});
