// One company, two sites: ports at two locations, a LAG at one of them, private virtual interfaces to one gateway, traffic
// that prefers the one way and takes the other when it must, and everything taken down again in the right order.
import {
  CreateConnectionCommand,
  CreateDirectConnectGatewayAssociationCommand,
  CreateDirectConnectGatewayCommand,
  CreateLagCommand,
  CreatePrivateVirtualInterfaceCommand,
  DeleteConnectionCommand,
  DeleteDirectConnectGatewayAssociationCommand,
  DeleteDirectConnectGatewayCommand,
  DeleteLagCommand,
  DeleteVirtualInterfaceCommand,
  DescribeConnectionsCommand,
  DescribeDirectConnectGatewayAssociationsCommand,
  DescribeDirectConnectGatewayAttachmentsCommand,
  DescribeDirectConnectGatewaysCommand,
  DescribeLagsCommand,
  DescribeVirtualInterfacesCommand,
  DisassociateConnectionFromLagCommand,
  ListVirtualInterfaceTestHistoryCommand,
  StartBgpFailoverTestCommand,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { newVgw } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import {
  becomes,
  connectionOf,
  gatewayState,
  given,
  interfaceOf,
  lagStand,
  operate,
  pass,
  routesOf,
  standOf,
} from './story.testing.ts';

const SPEED = '10Gbps';
const OFFICES = '10.200.0.0/16';
const VPC = '10.1.0.0/16';

describe('one company, two sites', () => {
  const server = useServer({ process: true });
  const account = newAccount();
  const client = () => server.client(account);
  const vgw = newVgw();
  /** What the company has, as the story goes on. */
  const has = {
    first: 'none',
    second: 'none',
    lag: 'none',
    members: [] as string[],
    gateway: 'none',
    association: 'none',
    primary: 'none',
    backup: 'none',
  };

  const both = async () => [await standOf(client(), has.primary), await standOf(client(), has.backup)];
  const accepted = (id: string) => routesOf(server, account, id, { routeDirection: 'accepted' });
  const advertised = (id: string) => routesOf(server, account, id, { routeDirection: 'advertised' });

  /** The virtual interfaces that traffic from the VPC to the offices takes. */
  const ways = async () => {
    const path = `/gateways/${has.gateway}/paths?destination=10.200.3.4&region=us-east-1`;
    const { status, body } = await server.operator<{
      chosen: readonly { virtualInterfaceId: string }[];
    }>('GET', path);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body.chosen.map(({ virtualInterfaceId }) => virtualInterfaceId);
  };

  test('orders a port at each of two locations', async () => {
    for (const [site, location] of [
      ['first', 'EqDC2'],
      ['second', 'CSVA1'],
    ] as const) {
      const order = { location, bandwidth: SPEED, connectionName: site };
      has[site] = given((await client().send(new CreateConnectionCommand(order))).connectionId);
    }
    for (const id of [has.first, has.second])
      await becomes(async () => (await connectionOf(client(), id)).connectionState, 'available');
    const devices = [await connectionOf(client(), has.first), await connectionOf(client(), has.second)];
    expect(new Set(devices.map(({ awsDeviceV2 }) => awsDeviceV2)).size).toBe(2);
  });

  test('makes a LAG of two at the first of them', async () => {
    const bundle = { numberOfConnections: 2, connectionsBandwidth: SPEED, location: 'EqDC2' };
    const { lagId, connections = [] } = await client().send(
      new CreateLagCommand({ ...bundle, lagName: 'first site', connectionId: has.first }),
    );
    has.lag = given(lagId);
    has.members = connections.map(({ connectionId }) => given(connectionId));
    expect(has.members).toContain(has.first);
    await becomes(() => lagStand(client(), has.lag), 'available available available');
  });

  test('makes a gateway, and a private virtual interface to it from each site', async () => {
    const { directConnectGateway } = await client().send(
      new CreateDirectConnectGatewayCommand({ directConnectGatewayName: 'company', amazonSideAsn: 64_600 }),
    );
    has.gateway = given(directConnectGateway?.directConnectGatewayId);
    await becomes(() => gatewayState(client(), has.gateway), 'available');

    for (const [way, connectionId] of [
      ['primary', has.lag],
      ['backup', has.second],
    ] as const) {
      const { virtualInterfaceId } = await client().send(
        new CreatePrivateVirtualInterfaceCommand({
          connectionId,
          newPrivateVirtualInterface: {
            virtualInterfaceName: way,
            vlan: 101,
            asn: 65_001,
            directConnectGatewayId: has.gateway,
          },
        }),
      );
      has[way] = given(virtualInterfaceId);
    }
    await becomes(both, ['available up', 'available up']);
    const { directConnectGatewayAttachments = [] } = await client().send(
      new DescribeDirectConnectGatewayAttachmentsCommand({ directConnectGatewayId: has.gateway }),
    );
    expect(
      directConnectGatewayAttachments.map(({ virtualInterfaceId, attachmentState }) => [
        virtualInterfaceId,
        attachmentState,
      ]),
    ).toEqual([
      [has.primary, 'attached'],
      [has.backup, 'attached'],
    ]);
  });

  test('associates the virtual private gateway of its VPC: both sites hear the VPC’s prefix', async () => {
    expect(await advertised(has.primary)).toEqual([]);
    const { directConnectGatewayAssociation: association } = await client().send(
      new CreateDirectConnectGatewayAssociationCommand({
        directConnectGatewayId: has.gateway,
        gatewayId: vgw,
        addAllowedPrefixesToDirectConnectGateway: [{ cidr: VPC }],
      }),
    );
    has.association = given(association?.associationId);
    expect(association).toMatchObject({
      associationState: 'associating',
      associatedGateway: { id: vgw, type: 'virtualPrivateGateway', ownerAccount: account },
      allowedPrefixesToDirectConnectGateway: [{ cidr: VPC }],
    });
    await becomes(async () => {
      const { directConnectGatewayAssociations } = await client().send(
        new DescribeDirectConnectGatewayAssociationsCommand({ associationId: has.association }),
      );
      return directConnectGatewayAssociations?.[0]?.associationState;
    }, 'associated');
    for (const id of [has.primary, has.backup])
      await becomes(() => advertised(id), [`advertised ${VPC} via 64600`]);
  });

  test('announces its offices from both sites, and says which way it likes better', async () => {
    const announce = (id: string, community: string) =>
      operate(
        server,
        `/virtual-interfaces/${id}/customer-router/announcements`,
        { announcements: [{ cidr: OFFICES, communities: [community, '65001:7'] }] },
        'PUT',
      );
    await announce(has.primary, '7224:7300');
    await announce(has.backup, '7224:7100');
    // Communities that are not the service's own are not shown [UG26].
    await becomes(() => accepted(has.primary), [`accepted ${OFFICES} via 65001 7224:7300`]);
    await becomes(() => accepted(has.backup), [`accepted ${OFFICES} via 65001 7224:7100`]);
    expect(await ways()).toEqual([has.primary]);
    const marked = await routesOf(server, account, has.primary, { communities: ['7224:7100'] });
    expect(marked).toEqual([]);
  });

  test('tries what happens without the first way, for ten minutes', async () => {
    const { virtualInterfaceTest: started } = await client().send(
      new StartBgpFailoverTestCommand({ virtualInterfaceId: has.primary, testDurationInMinutes: 10 }),
    );
    expect(started).toMatchObject({ status: 'In progress', testDurationInMinutes: 10 });
    await becomes(both, ['testing down', 'available up']);
    expect(await accepted(has.primary)).toEqual([]);
    expect(await advertised(has.primary)).toEqual([]);
    expect(await ways()).toEqual([has.backup]);
    await pass(server, '9m');
    expect(await both()).toEqual(['testing down', 'available up']);
  });

  test('and the test ends by itself', async () => {
    await pass(server, '70s');
    await becomes(both, ['available up', 'available up']);
    expect(await accepted(has.primary)).toEqual([`accepted ${OFFICES} via 65001 7224:7300`]);
    expect(await ways()).toEqual([has.primary]);
    const { virtualInterfaceTestHistory = [] } = await client().send(
      new ListVirtualInterfaceTestHistoryCommand({ virtualInterfaceId: has.primary }),
    );
    expect(virtualInterfaceTestHistory).toMatchObject([{ status: 'Completed' }]);
    const { startTime, endTime } = virtualInterfaceTestHistory[0] ?? {};
    expect(Number(endTime) - Number(startTime)).toBe(600_000);
  });

  test('loses one fibre of the LAG, and nobody notices', async () => {
    const [member = 'none'] = has.members.filter((id) => id !== has.first);
    await operate(server, `/ports/${member}/fault`, { fault: 'cut' });
    await becomes(async () => (await connectionOf(client(), member)).connectionState, 'down');
    expect(await both()).toEqual(['available up', 'available up']);
    expect(await ways()).toEqual([has.primary]);
  });

  test('loses the other one too: the second site carries it all', async () => {
    await operate(server, `/ports/${has.first}/fault`, { fault: 'cut' });
    await becomes(both, ['down down', 'available up']);
    expect(await accepted(has.primary)).toEqual([]);
    expect(await ways()).toEqual([has.backup]);
  });

  test('and has the first way again when a fibre is mended; kill -9 in between changes nothing', async () => {
    await server.kill9();
    await server.restart();
    expect(await both()).toEqual(['down down', 'available up']);
    await operate(server, `/ports/${has.first}/repair`);
    await becomes(both, ['available up', 'available up']);
    await becomes(ways, [has.primary]);
    for (const id of has.members) await operate(server, `/ports/${id}/repair`);
    await becomes(() => lagStand(client(), has.lag), 'available available available');
  });

  test('takes it down in the wrong order: refused, or undone', async () => {
    await expect(client().send(new DeleteConnectionCommand({ connectionId: has.second }))).rejects.toThrow(
      /until its Virtual Interfaces are deleted/,
    );
    await expect(client().send(new DeleteLagCommand({ lagId: has.lag }))).rejects.toThrow(
      /until its Virtual Interfaces are deleted/,
    );
    await client().send(new DeleteDirectConnectGatewayCommand({ directConnectGatewayId: has.gateway }));
    await pass(server, '5s');
    await becomes(() => gatewayState(client(), has.gateway), 'available');
    expect(await both()).toEqual(['available up', 'available up']);
  });

  test('and in the right one: association, virtual interfaces, gateway, LAG, ports', async () => {
    const { directConnectGatewayAssociation } = await client().send(
      new DeleteDirectConnectGatewayAssociationCommand({ associationId: has.association }),
    );
    expect(directConnectGatewayAssociation?.associationState).toBe('disassociating');
    await becomes(() => advertised(has.backup), []);
    for (const virtualInterfaceId of [has.primary, has.backup]) {
      const deleted = await client().send(new DeleteVirtualInterfaceCommand({ virtualInterfaceId }));
      expect(deleted.virtualInterfaceState).toBe('deleting');
    }
    await pass(server, '2s');
    expect(await standOf(client(), has.primary)).toBe('deleted');
    await client().send(new DeleteDirectConnectGatewayCommand({ directConnectGatewayId: has.gateway }));
    await pass(server, '2s');
    for (const connectionId of has.members)
      await client().send(new DisassociateConnectionFromLagCommand({ connectionId, lagId: has.lag }));
    await pass(server, '2s');
    expect((await client().send(new DeleteLagCommand({ lagId: has.lag }))).lagState).toBe('deleted');
    for (const connectionId of [...has.members, has.second])
      await client().send(new DeleteConnectionCommand({ connectionId }));
    // What is deleted is listed for a day, a virtual interface for a quarter of an hour.
    await pass(server, '16m');
    expect(await interfaceOf(client(), has.primary)).toEqual({});
    await pass(server, '25h');
    const left = await Promise.all([
      client().send(new DescribeConnectionsCommand()),
      client().send(new DescribeLagsCommand()),
      client().send(new DescribeVirtualInterfacesCommand()),
      client().send(new DescribeDirectConnectGatewaysCommand()),
    ]);
    expect(left.map((answer) => Object.entries(answer).filter(([name]) => name !== '$metadata'))).toEqual([
      [['connections', []]],
      [['lags', []]],
      [['virtualInterfaces', []]],
      [['directConnectGateways', []]],
    ]);
  });
});
