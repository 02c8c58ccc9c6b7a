// Links fall and rise while hosted connections are confirmed and moved: at rest each says what its parent's link says.
import { expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { useServer } from '../support/server.ts';

const server = useServer();
const CUSTOMER = { account: '999988887777' };
const SLICES = 6;

test('no hosted connection is left with a state that is not its parent’s', async () => {
  const partner = { account: newAccount() };
  const interconnect = async () => {
    const order = { location: 'EqDC2', bandwidth: '10Gbps', interconnectName: 'parent' };
    return (await server.call('CreateInterconnect', order, partner)).interconnectId ?? '';
  };
  const parents = [await interconnect(), await interconnect()] as const;
  const ids: string[] = [];
  for (let vlan = 1; vlan <= SLICES; vlan += 1) {
    const slice = { bandwidth: '500Mbps', connectionName: 'yours', vlan, ownerAccount: CUSTOMER.account };
    const order = { ...slice, connectionId: parents[0] };
    ids.push((await server.call('AllocateHostedConnection', order, partner)).connectionId ?? '');
  }
  await server.settle();

  const fault = (parent: string, what: string | null) =>
    what === null
      ? server.operator('POST', `/ports/${parent}/repair`)
      : server.operator('POST', `/ports/${parent}/fault`, { fault: what });
  const confirm = (connectionId: string) => server.call('ConfirmConnection', { connectionId }, CUSTOMER);
  const move = (connectionId: string) =>
    server.call('AssociateHostedConnection', { connectionId, parentConnectionId: parents[1] }, partner);
  for (const [first, second] of [
    ['cut', null],
    [null, 'dark'],
    ['cut', 'cut'],
  ] as const) {
    const [one = '', other = ''] = ids.splice(0, 2);
    await Promise.all([
      fault(parents[0], first),
      confirm(one),
      fault(parents[1], second),
      move(other),
      confirm(other),
    ]);
    await server.settle();
    expect(await statesBeside(parents, partner)).toEqual([]);
  }
});

/** Hosted connections whose state is not their parent's, where they have been confirmed. */
async function statesBeside(parents: readonly string[], partner: { readonly account: string }) {
  const { interconnects = [] } = await server.call('DescribeInterconnects', {}, partner);
  const stateOf = new Map(interconnects.map((one) => [one.interconnectId, one.interconnectState]));
  const beside: object[] = [];
  for (const connectionId of parents) {
    const { connections = [] } = await server.call('DescribeHostedConnections', { connectionId }, partner);
    for (const { connectionState: state, connectionId: id } of connections) {
      const expected = stateOf.get(connectionId);
      if (state !== 'ordering' && state !== expected) beside.push({ id, state, parent: expected });
    }
  }
  return beside;
}
