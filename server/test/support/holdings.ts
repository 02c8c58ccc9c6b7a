import type { OperationName, OperationTypes } from '../../src/model/types.gen.ts';
import { newAccount } from './accounts.ts';
import { associate, newTgw, propose, readyGateway } from './gateways.ts';
import { newVgw } from './interfaces.ts';
import { newHex, passSeconds } from './macsec.ts';
import type { TestServer } from './server.ts';

/** What an account can have that an operation takes by its id or ARN. */
export const THINGS = [
  'connection',
  'secure',
  'member',
  'lag',
  'interconnect',
  'hosted',
  'offered',
  'group',
  'secret',
  'interface',
  'offeredInterface',
  'offeredTransit',
  'lent',
  'peer',
  'test',
  'virtualGateway',
  'transitGateway',
  'gateway',
  'association',
  'proposal',
  'connectionArn',
  'lagArn',
  'groupArn',
  'gatewayArn',
  'interfaceArn',
] as const;
/** Things that have no Region: any Region's endpoint knows them (guesses #56). */
export const GLOBAL_THINGS: readonly Thing[] = [
  'gateway',
  'gatewayArn',
  'association',
  'proposal',
  'groupArn',
];

export type Thing = (typeof THINGS)[number];

/** One of each thing, of one account in one Region. */
export interface Holdings {
  readonly account: string;
  readonly region: string;
  /** A location of the Region, with MACsec and flat rate at 10G. */
  readonly location: string;
  readonly provider: string;
  /** In the name of everything that can have one. */
  readonly mark: string;
  /** The account that `hosted` and `lent` were allocated to. */
  readonly customer: string;
  readonly things: Readonly<Record<Thing, string>>;
}

type Call = <N extends OperationName>(
  operation: N,
  input: OperationTypes[N]['input'],
) => Promise<OperationTypes[N]['output']>;

/** Orders one of each thing; all of them are available when it resolves. The server's lifecycle is `instant`. */
export async function newHoldings(
  server: TestServer,
  whose: Partial<Pick<Holdings, 'account' | 'region' | 'customer'>> = {},
): Promise<Holdings> {
  const standard = { account: newAccount(), region: 'us-east-1', customer: newAccount() };
  const { account, region, customer } = { ...standard, ...whose };
  const mark = `mark-${newHex().slice(0, 8)}`;
  const call: Call = (operation, input) => server.call(operation, input, { account, region });
  const site = await siteOf(call);
  const at = { location: site.location, bandwidth: '10Gbps' };

  const ports = await orderPorts(call, at, mark);
  const lag = await orderGroups(call, at.location, mark);
  const offered = await offerFrom(server, { account: newAccount(), region }, account, at);
  await server.settle();
  const hosted = await allocate(call, ports.interconnect, customer, mark);
  const over = await runOver(call, ports.carrier, mark);
  const reached = await reach(server, { account, region }, mark, over.virtualGateway);
  const waiting = await offerInterfaces(server, { account: newAccount(), region }, account, at);
  const lent = await lend(call, 'private', ports.carrier, customer);
  const key = { connectionId: ports.secure, ckn: newHex(), cak: newHex() };
  const { macSecKeys = [] } = await call('AssociateMacSecKey', key);
  // Keys and groups show their state on the way in every lifecycle.
  await passSeconds(server, 1);
  const test = await endedTest(call, over.interface);

  const arn = (kind: string, id: string) => `arn:aws:directconnect:${region}:${account}:${kind}/${id}`;
  const arns = {
    connectionArn: arn('dxcon', ports.connection),
    lagArn: arn('dxlag', lag.lag),
    interfaceArn: arn('dxvif', over.interface),
  };
  const gatewayArn = `arn:aws:directconnect::${account}:dx-gateway/${reached.gateway}`;
  await server.settle();
  const { carrier: _, ...own } = ports;
  const things = {
    ...own,
    ...over,
    ...reached,
    gatewayArn,
    test,
    ...lag,
    ...arns,
    offered,
    ...waiting,
    lent,
    hosted,
    secret: given(macSecKeys[0]?.secretARN),
  };
  return { account, region, customer, mark, ...site, things };
}

type Order = { readonly location: string; readonly bandwidth: string };

async function orderPorts(call: Call, at: Order, name: string) {
  const connection = await call('CreateConnection', { ...at, connectionName: name });
  const secure = await call('CreateConnection', { ...at, connectionName: name, requestMACSec: true });
  const interconnect = await call('CreateInterconnect', { ...at, interconnectName: name });
  const carrier = await call('CreateConnection', { ...at, connectionName: name });
  return {
    carrier: given(carrier.connectionId),
    connection: given(connection.connectionId),
    secure: given(secure.connectionId),
    interconnect: given(interconnect.interconnectId),
  };
}

/** A virtual interface, on a connection of its own: so the others can be deleted. */
async function runOver(call: Call, connectionId: string, virtualInterfaceName: string) {
  const virtualGatewayId = newVgw();
  const newPrivateVirtualInterface = { virtualInterfaceName, vlan: 300, asn: 65_000, virtualGatewayId };
  const made = await call('CreatePrivateVirtualInterface', { connectionId, newPrivateVirtualInterface });
  const [peer] = made.bgpPeers ?? [];
  return {
    interface: given(made.virtualInterfaceId),
    peer: given(peer?.bgpPeerId),
    virtualGateway: virtualGatewayId,
  };
}

/**
 * A Direct Connect gateway that is associated, and that somebody else proposes another association to; and a transit
 * gateway, which is proposed to somebody else.
 */
async function reach(
  server: TestServer,
  { account, region }: { readonly account: string; readonly region: string },
  directConnectGatewayName: string,
  virtualGatewayId: string,
) {
  const owner = { account, region };
  const gateway = await readyGateway(server, owner, { directConnectGatewayName });
  const { associationId: association } = await associate(server, owner, gateway, virtualGatewayId);
  const to = { directConnectGatewayId: gateway, directConnectGatewayOwnerAccount: account };
  const other = { account: newAccount(), region };
  const { proposalId: proposal } = await propose(server, other, to, newVgw());
  const theirs = {
    directConnectGatewayId: await readyGateway(server, other),
    directConnectGatewayOwnerAccount: other.account,
  };
  const transitGateway = newTgw();
  await propose(server, owner, theirs, transitGateway);
  return { gateway, association, proposal, transitGateway };
}

/** A failover test that has been stopped at once. */
async function endedTest(call: Call, virtualInterfaceId: string): Promise<string> {
  const { virtualInterfaceTest } = await call('StartBgpFailoverTest', { virtualInterfaceId });
  await call('StopBgpFailoverTest', { virtualInterfaceId });
  return given(virtualInterfaceTest?.testId);
}

async function orderGroups(call: Call, location: string, name: string) {
  const two = { location, connectionsBandwidth: '10Gbps', numberOfConnections: 1, lagName: name };
  const { lagId, connections = [] } = await call('CreateLag', two);
  const wish = { resiliencyGroupName: name, intendedResiliencyModel: 'basic-resiliency' } as const;
  const { resiliencyGroup: group } = await call('CreateResiliencyGroup', wish);
  return {
    lag: given(lagId),
    member: given(connections[0]?.connectionId),
    group: given(group?.resiliencyGroupId),
    groupArn: given(group?.resiliencyGroupArn),
  };
}

function given(id: string | undefined): string {
  if (id === undefined) throw new Error('an answer lacks an id');
  return id;
}

async function siteOf(call: Call): Promise<{ readonly location: string; readonly provider: string }> {
  const { locations = [] } = await call('DescribeLocations', {});
  const found = locations.find(({ availableMacSecPortSpeeds = [] }) =>
    availableMacSecPortSpeeds.includes('10G'),
  );
  return { location: found?.locationCode ?? 'none', provider: found?.availableProviders?.[0] ?? 'none' };
}

/** Virtual interfaces on somebody else's connection that wait for the account's confirmation. */
async function offerInterfaces(
  server: TestServer,
  lender: { readonly account: string; readonly region: string },
  ownerAccount: string,
  at: Order,
) {
  const call: Call = (operation, input) => server.call(operation, input, lender);
  const { connectionId } = await call('CreateConnection', { ...at, connectionName: 'lent' });
  await server.settle();
  return {
    offeredInterface: await lend(call, 'private', given(connectionId), ownerAccount),
    offeredTransit: await lend(call, 'transit', given(connectionId), ownerAccount),
  };
}

/** A virtual interface on the caller's connection that waits for another account's confirmation. */
async function lend(
  call: Call,
  kind: 'private' | 'transit',
  connectionId: string,
  ownerAccount: string,
): Promise<string> {
  const to = { connectionId, ownerAccount };
  const wish = { virtualInterfaceName: 'offered', vlan: kind === 'private' ? 301 : 302, asn: 65_000 };
  if (kind === 'private') {
    const order = { ...to, newPrivateVirtualInterfaceAllocation: wish };
    return given((await call('AllocatePrivateVirtualInterface', order)).virtualInterfaceId);
  }
  const order = { ...to, newTransitVirtualInterfaceAllocation: wish };
  const { virtualInterface } = await call('AllocateTransitVirtualInterface', order);
  return given(virtualInterface?.virtualInterfaceId);
}

/** A hosted connection that waits for the account's confirmation. */
async function offerFrom(
  server: TestServer,
  partner: { readonly account: string; readonly region: string },
  account: string,
  at: Order,
): Promise<string> {
  const call: Call = (operation, input) => server.call(operation, input, partner);
  const { interconnectId } = await call('CreateInterconnect', { ...at, interconnectName: 'partner' });
  return allocate(call, given(interconnectId), account, 'offered');
}

async function allocate(call: Call, parent: string, ownerAccount: string, name: string): Promise<string> {
  const slice = { bandwidth: '50Mbps', connectionName: name, vlan: 101, ownerAccount, connectionId: parent };
  return given((await call('AllocateHostedConnection', slice)).connectionId);
}
