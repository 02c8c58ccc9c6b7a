// A partner, its customer, and a team that runs a transit gateway: three accounts that hand each other things and have to
// agree. A slice of the partner's port, a virtual interface on the partner's own port, an association across accounts,
// other prefixes than were asked for, another wish, one that is taken back, and the end of it.
import {
  AcceptDirectConnectGatewayAssociationProposalCommand,
  AllocateHostedConnectionCommand,
  AllocateTransitVirtualInterfaceCommand,
  ConfirmConnectionCommand,
  ConfirmTransitVirtualInterfaceCommand,
  CreateConnectionCommand,
  CreateDirectConnectGatewayCommand,
  CreateInterconnectCommand,
  CreateTransitVirtualInterfaceCommand,
  DeleteConnectionCommand,
  DeleteDirectConnectGatewayAssociationCommand,
  DeleteDirectConnectGatewayAssociationProposalCommand,
  DeleteInterconnectCommand,
  DeleteVirtualInterfaceCommand,
  DescribeCustomerMetadataCommand,
  DescribeHostedConnectionsCommand,
  UpdateDirectConnectGatewayAssociationCommand,
} from '@aws-sdk/client-direct-connect';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { cidrs, newTgw } from '../support/gateways.ts';
import { useServer } from '../support/server.ts';
import { associationWith, proposalsWith, proposed } from './proposals.testing.ts';
import {
  becomes,
  connectionOf,
  gatewayState,
  given,
  interconnectState,
  interfaceOf,
  operate,
  pass,
  routesOf,
  standOf,
} from './story.testing.ts';

const PORT = { location: 'EqDC2', bandwidth: '10Gbps' } as const;
const ASKED = ['10.0.0.0/8', '192.168.0.0/16'];
const GRANTED = ['10.20.0.0/16'];

describe('partner and customer', () => {
  const server = useServer({ process: true });
  const [partnerId, customerId, teamId] = [newAccount(), newAccount(), newAccount()];
  const partner = () => server.client(partnerId);
  const customer = () => server.client(customerId);
  const team = () => server.client(teamId);
  const tgw = newTgw();
  const ids = {
    trunk: 'none',
    port: 'none',
    slice: 'none',
    overSlice: 'none',
    overPort: 'none',
    gateway: 'none',
    proposal: 'none',
    association: 'none',
  };

  const advertised = (id: string) => routesOf(server, customerId, id, { routeDirection: 'advertised' });
  const association = () => associationWith(team(), tgw);
  const proposals = (client = team()) => proposalsWith(client, tgw);
  const propose = (add: readonly string[], remove: readonly string[] = []) =>
    proposed(team(), { gateway: ids.gateway, owner: customerId, tgw }, add, remove);
  const accept = (override: readonly string[] = []) =>
    customer().send(
      new AcceptDirectConnectGatewayAssociationProposalCommand({
        directConnectGatewayId: ids.gateway,
        proposalId: ids.proposal,
        associatedGatewayOwnerAccount: teamId,
        overrideAllowedPrefixesToDirectConnectGateway: cidrs(...override),
      }),
    );

  test('one of them is a partner, and only that one', async () => {
    for (const [account, partnerType] of [
      [partnerId, 'v2'],
      [customerId, 'nonPartner'],
      [teamId, 'nonPartner'],
    ] as const)
      await operate(server, '/accounts', { account, name: `account ${account}`, partnerType });
    const types = await Promise.all(
      [partner(), customer(), team()].map(
        async (client) => (await client.send(new DescribeCustomerMetadataCommand({}))).nniPartnerType,
      ),
    );
    expect(types).toEqual(['v2', 'nonPartner', 'nonPartner']);
    const order = new CreateInterconnectCommand({ ...PORT, interconnectName: 'mine' });
    await expect(customer().send(order)).rejects.toThrow(
      `Account ${customerId} is not an authorized Direct Connect partner in us-east-1.`,
    );
  });

  test('the partner orders an interconnect, and a port for itself', async () => {
    const trunk = await partner().send(new CreateInterconnectCommand({ ...PORT, interconnectName: 'trunk' }));
    ids.trunk = given(trunk.interconnectId);
    const port = await partner().send(new CreateConnectionCommand({ ...PORT, connectionName: 'own' }));
    ids.port = given(port.connectionId);
    await becomes(async () => (await connectionOf(partner(), ids.port)).connectionState, 'available');
    await becomes(() => interconnectState(partner(), ids.trunk), 'available');
    expect((await connectionOf(partner(), ids.port)).awsDeviceV2).toBeDefined();
  });

  test('hands a slice of it to the customer, who confirms it', async () => {
    const slice = await partner().send(
      new AllocateHostedConnectionCommand({
        connectionId: ids.trunk,
        ownerAccount: customerId,
        bandwidth: '1Gbps',
        connectionName: 'slice',
        vlan: 77,
      }),
    );
    ids.slice = given(slice.connectionId);
    expect(await connectionOf(customer(), ids.slice)).toMatchObject({
      connectionState: 'ordering',
      vlan: 77,
    });
    // Nobody else has heard of it.
    await expect(connectionOf(team(), ids.slice)).rejects.toThrow('Could not find Connection');
    await customer().send(new ConfirmConnectionCommand({ connectionId: ids.slice }));
    await becomes(async () => (await connectionOf(customer(), ids.slice)).connectionState, 'available');
  });

  test('the customer makes a gateway, and a transit virtual interface on its slice: one, in the slice’s VLAN', async () => {
    const { directConnectGateway } = await customer().send(
      new CreateDirectConnectGatewayCommand({ directConnectGatewayName: 'customer', amazonSideAsn: 64_700 }),
    );
    ids.gateway = given(directConnectGateway?.directConnectGatewayId);
    await becomes(() => gatewayState(customer(), ids.gateway), 'available');
    const order = (vlan: number) =>
      customer().send(
        new CreateTransitVirtualInterfaceCommand({
          connectionId: ids.slice,
          newTransitVirtualInterface: {
            virtualInterfaceName: 'over the slice',
            vlan,
            asn: 65_010,
            directConnectGatewayId: ids.gateway,
          },
        }),
      );
    await expect(order(78)).rejects.toThrow(/lan 78/);
    const { virtualInterface } = await order(77);
    ids.overSlice = given(virtualInterface?.virtualInterfaceId);
    await expect(order(77)).rejects.toThrow(/in use|limit of 1/);
    await becomes(() => standOf(customer(), ids.overSlice), 'available up');
  });

  test('the partner lends it another one, on the partner’s own port', async () => {
    const lend = (ownerAccount: string) =>
      partner().send(
        new AllocateTransitVirtualInterfaceCommand({
          connectionId: ids.port,
          ownerAccount,
          newTransitVirtualInterfaceAllocation: { virtualInterfaceName: 'lent', vlan: 500, asn: 65_010 },
        }),
      );
    await expect(lend(partnerId)).rejects.toThrow(
      'Cannot allocate VirtualInterface for the connection owner.',
    );
    const { virtualInterface } = await lend(customerId);
    ids.overPort = given(virtualInterface?.virtualInterfaceId);
    expect(virtualInterface).toMatchObject({ virtualInterfaceState: 'confirming', ownerAccount: customerId });
    for (const client of [partner(), customer()])
      expect((await interfaceOf(client, ids.overPort)).virtualInterfaceState).toBe('confirming');
    expect(await interfaceOf(team(), ids.overPort)).toEqual({});
  });

  test('which is confirmed by the customer alone, with a gateway of the customer’s own', async () => {
    const confirm = (client = customer(), directConnectGatewayId = ids.gateway) =>
      client.send(
        new ConfirmTransitVirtualInterfaceCommand({
          virtualInterfaceId: ids.overPort,
          directConnectGatewayId,
        }),
      );
    await expect(confirm(partner())).rejects.toThrow('only its owner can confirm it');
    expect((await confirm()).virtualInterfaceState).toBe('pending');
    await becomes(() => standOf(customer(), ids.overPort), 'available up');
    expect(await interfaceOf(customer(), ids.overPort)).toMatchObject({
      amazonSideAsn: 64_700,
      directConnectGatewayId: ids.gateway,
    });
    await expect(confirm()).rejects.toThrow('is in state available');
  });

  test('the team proposes its transit gateway; the customer accepts, with other prefixes', async () => {
    const asked = await propose(ASKED);
    expect(asked).toMatchObject({
      proposalState: 'requested',
      directConnectGatewayOwnerAccount: customerId,
      associatedGateway: { id: tgw, type: 'transitGateway', ownerAccount: teamId },
      requestedAllowedPrefixesToDirectConnectGateway: cidrs(...ASKED),
    });
    ids.proposal = given(asked.proposalId);
    expect(await proposals(customer())).toHaveLength(1);
    expect(await proposals(partner())).toEqual([]);
    expect(await advertised(ids.overPort)).toEqual([]);

    const { directConnectGatewayAssociation: made } = await accept(GRANTED);
    ids.association = given(made?.associationId);
    expect(made).toMatchObject({
      associationState: 'associating',
      allowedPrefixesToDirectConnectGateway: cidrs(...GRANTED),
    });
    await pass(server, '1s');
    await becomes(async () => (await association()).associationState, 'associated');
    for (const id of [ids.overSlice, ids.overPort])
      await becomes(() => advertised(id), ['advertised 10.20.0.0/16 via 64700']);
    // What was accepted is what the proposal shows afterwards.
    expect(await proposals()).toMatchObject([
      { proposalState: 'accepted', requestedAllowedPrefixesToDirectConnectGateway: cidrs(...GRANTED) },
    ]);
    await expect(accept()).rejects.toThrow(`${ids.proposal} has been accepted!`);
  });

  test('the prefixes are the customer’s to decide: the team has to propose again, and keeps its association', async () => {
    await expect(
      team().send(
        new UpdateDirectConnectGatewayAssociationCommand({
          associationId: ids.association,
          addAllowedPrefixesToDirectConnectGateway: cidrs('10.21.0.0/16'),
        }),
      ),
    ).rejects.toThrow(/owner of the Direct Connect gateway/);
    const wish = await propose(['10.21.0.0/16'], ['10.20.0.0/16']);
    expect(wish).toMatchObject({
      existingAllowedPrefixesToDirectConnectGateway: cidrs('10.20.0.0/16'),
      requestedAllowedPrefixesToDirectConnectGateway: cidrs('10.21.0.0/16'),
    });
    ids.proposal = given(wish.proposalId);
    const { directConnectGatewayAssociation: changed } = await accept();
    expect(changed).toMatchObject({ associationId: ids.association, associationState: 'updating' });
    await pass(server, '1s');
    await becomes(async () => (await association()).associationState, 'associated');
    for (const id of [ids.overSlice, ids.overPort])
      await becomes(() => advertised(id), ['advertised 10.21.0.0/16 via 64700']);
    expect([await standOf(customer(), ids.overSlice), await standOf(customer(), ids.overPort)]).toEqual([
      'available up',
      'available up',
    ]);
  });

  test('a third wish is taken back, and cannot be accepted any more', async () => {
    ids.proposal = given((await propose(['10.99.0.0/16'])).proposalId);
    const { directConnectGatewayAssociationProposal: gone } = await team().send(
      new DeleteDirectConnectGatewayAssociationProposalCommand({ proposalId: ids.proposal }),
    );
    expect(gone?.proposalState).toBe('deleted');
    await expect(accept()).rejects.toThrow('is not found');
    expect((await association()).allowedPrefixesToDirectConnectGateway).toEqual(cidrs('10.21.0.0/16'));
    expect((await proposals()).map(({ proposalState }) => proposalState)).toEqual([
      'accepted',
      'accepted',
      'deleted',
    ]);
    await pass(server, '73h');
    expect(await proposals()).toEqual([]);
  });

  test('the partner cannot take away what its customer uses', async () => {
    await expect(partner().send(new DeleteConnectionCommand({ connectionId: ids.slice }))).rejects.toThrow(
      /Virtual Interfaces/,
    );
    await expect(
      partner().send(new DeleteInterconnectCommand({ interconnectId: ids.trunk })),
    ).rejects.toThrow(ids.trunk);
    expect(await standOf(customer(), ids.overSlice)).toBe('available up');
  });

  test('the team leaves; then the rest is taken down, each by whose it is', async () => {
    const { directConnectGatewayAssociation: leaving } = await team().send(
      new DeleteDirectConnectGatewayAssociationCommand({ associationId: ids.association }),
    );
    expect(leaving?.associationState).toBe('disassociating');
    await becomes(() => advertised(ids.overSlice), []);
    await pass(server, '2s');
    expect(await association()).toEqual({});

    await customer().send(new DeleteVirtualInterfaceCommand({ virtualInterfaceId: ids.overSlice }));
    // The owner of the connection may end what it has lent.
    await partner().send(new DeleteVirtualInterfaceCommand({ virtualInterfaceId: ids.overPort }));
    await pass(server, '2s');
    for (const client of [partner(), customer()])
      expect((await interfaceOf(client, ids.overPort)).virtualInterfaceState).toBe('deleted');
    await customer().send(new DeleteConnectionCommand({ connectionId: ids.slice }));
    await pass(server, '2s');
    await partner().send(new DeleteInterconnectCommand({ interconnectId: ids.trunk }));
    await partner().send(new DeleteConnectionCommand({ connectionId: ids.port }));
    await pass(server, '25h');
    await expect(
      partner().send(new DescribeHostedConnectionsCommand({ connectionId: ids.trunk })),
    ).rejects.toThrow('Could not find Connection');
  });
});
