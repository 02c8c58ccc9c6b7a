import { join } from 'node:path';
import { type Contract, readContract, type Shape, shapeOf } from '../../../scripts/gen/contract.ts';
import type { OperationName } from '../../src/model/types.gen.ts';
import { pageOf, tokenOf } from '../../src/operations/support/paging.ts';
import type { Look } from '../../src/store/look.ts';
import type { Holdings, Thing } from './holdings.ts';
import { newHex } from './macsec.ts';

export const contract: Contract = readContract(join(import.meta.dirname, '../../..'));

/** A scalar member of an input: `path` is such as `tags[].key`, `name` the last member in it. */
export interface Leaf {
  readonly path: string;
  readonly name: string;
  readonly shape: Shape;
}

/** Every scalar member of an operation's input, those in lists and structures included. */
export function leavesOf(operation: OperationName): readonly Leaf[] {
  const input = contract.operations[operation]?.input;
  return input === undefined ? [] : below(input, '', '');
}

function below(shapeName: string, path: string, name: string): readonly Leaf[] {
  const shape = shapeOf(contract, shapeName);
  if (shape.type === 'list') return below(shape.member ?? '', `${path}[]`, name);
  if (shape.type !== 'structure') return [{ path, name, shape }];
  return Object.entries(shape.members ?? {}).flatMap(([member, target]) =>
    below(target, path === '' ? member : `${path}.${member}`, member),
  );
}

/** A member that takes ids or ARNs: which thing of one's own fits, and which of others one could try. */
export interface IdMember {
  readonly own: Thing;
  readonly tried: readonly Thing[];
  /** Tried where gateways are not assumed: a lab takes one that it does not know as the caller's. */
  readonly declared?: readonly Thing[];
}

/**
 * Every member that names a thing. An operation with another one fails the isolation suite until it is listed here,
 * and a thing of a new kind in `holdings.ts`.
 */
const ID_MEMBERS: Readonly<Record<string, IdMember>> = {
  associatedGatewayId: { own: 'virtualGateway', tried: ['virtualGateway', 'transitGateway'] },
  associationId: { own: 'association', tried: ['association'] },
  bgpPeerId: { own: 'peer', tried: ['peer'] },
  bgpPeers: { own: 'peer', tried: ['peer'] },
  connectionId: {
    own: 'connection',
    tried: ['connection', 'secure', 'member', 'lag', 'interconnect', 'hosted', 'offered'],
  },
  connectionIds: { own: 'connection', tried: ['connection', 'member', 'interconnect', 'offered'] },
  connectionIdentifiers: { own: 'connection', tried: ['connection', 'hosted', 'connectionArn'] },
  directConnectGatewayId: { own: 'gateway', tried: ['gateway'] },
  gatewayId: { own: 'virtualGateway', tried: [], declared: ['virtualGateway', 'transitGateway'] },
  interconnectId: { own: 'interconnect', tried: ['interconnect', 'connection', 'lag'] },
  lagId: { own: 'lag', tried: ['lag', 'connection'] },
  parentConnectionId: { own: 'interconnect', tried: ['interconnect', 'lag', 'connection'] },
  proposalId: { own: 'proposal', tried: ['proposal'] },
  resiliencyGroupId: { own: 'group', tried: ['group'] },
  resourceArn: {
    own: 'connectionArn',
    tried: ['connectionArn', 'lagArn', 'groupArn', 'gatewayArn', 'interfaceArn'],
  },
  resourceArns: {
    own: 'connectionArn',
    tried: ['connectionArn', 'lagArn', 'groupArn', 'gatewayArn', 'interfaceArn'],
  },
  secretARN: { own: 'secret', tried: ['secret'] },
  testId: { own: 'test', tried: ['test'] },
  virtualGatewayId: { own: 'virtualGateway', tried: [], declared: ['virtualGateway'] },
  virtualInterfaceId: { own: 'interface', tried: ['interface', 'offeredInterface', 'lent'] },
};

/** Where an operation wants another thing of one's own than most. */
const OWN: { readonly [N in OperationName]?: Readonly<Record<string, Thing>> } = {
  AllocateHostedConnection: { connectionId: 'interconnect' },
  AssociateHostedConnection: { connectionId: 'hosted' },
  AssociateMacSecKey: { connectionId: 'secure' },
  ConfirmConnection: { connectionId: 'offered' },
  ConfirmPrivateVirtualInterface: { virtualInterfaceId: 'offeredInterface' },
  ConfirmTransitVirtualInterface: { virtualInterfaceId: 'offeredTransit' },
  DescribeHostedConnections: { connectionId: 'interconnect' },
  DisassociateConnectionFromLag: { connectionId: 'member' },
  DisassociateMacSecKey: { connectionId: 'secure' },
};

/** Texts that look like ids to this suite and name nothing that somebody has. */
const NO_IDS = ['ownerAccount', 'routerTypeIdentifier'];

/** What a member names; undefined: nothing. */
export function idMemberOf({ name, shape }: Leaf): IdMember | undefined {
  const found = Object.hasOwn(ID_MEMBERS, name) ? ID_MEMBERS[name] : undefined;
  const looksLikeOne = shape.type === 'string' && /(ids?|arns?|identifiers?)$/i.test(name);
  if (found !== undefined || !looksLikeOne || NO_IDS.includes(name)) return found;
  throw new Error(`${name} is an id: say in ID_MEMBERS what it names`);
}

/** Valid values by member, where the contract alone does not make one. */
const VALUES: Readonly<Record<string, (holdings: Holdings) => unknown>> = {
  agreementName: () => 'none of these',
  amazonSideAsn: () => 64_600,
  associatedGatewayOwnerAccount: ({ account }) => account,
  amazonAddress: () => '198.51.100.1/30',
  asn: () => 65_000,
  asnLong: () => 65_000,
  authKey: () => 'secret',
  bandwidth: () => '10Gbps',
  cak: newHex,
  asPath: () => 65_000,
  cidr: () => '198.51.100.0/24',
  cidrs: () => '198.51.100.0/24',
  ckn: newHex,
  clientToken: newHex,
  communities: () => '7224:7200',
  connectionName: () => 'valid',
  connectionsBandwidth: () => '10Gbps',
  customerAddress: () => '198.51.100.2/30',
  directConnectGatewayName: () => 'valid',
  directConnectGatewayOwnerAccount: ({ account }) => account,
  interconnectName: () => 'valid',
  key: () => 'key',
  lagName: () => 'valid',
  location: ({ location }) => location,
  mtu: () => 1500,
  newDirectConnectGatewayName: () => 'valid',
  numberOfConnections: () => 1,
  ownerAccount: ({ customer }) => customer,
  providerName: ({ provider }) => provider,
  rateLimit: () => '1Gbps',
  resiliencyGroupName: () => 'valid',
  routerTypeIdentifier: () => 'FRRouting-LinuxRouters-FRR84',
  status: () => 'Completed',
  tagKeys: () => 'key',
  value: () => 'value',
  virtualInterfaceName: () => 'valid',
  vlan: freeVlan,
};

let vlans = 0;

/** Another VLAN each time, as far as they go. */
function freeVlan(): number {
  vlans += 1;
  return 1 + (vlans % 4094);
}

/** Hosted connections are slices. */
const SLICES: readonly OperationName[] = ['AllocateHostedConnection', 'AllocateConnectionOnInterconnect'];

/** A valid value of a member for an account that has these things. */
function validValue(operation: OperationName, leaf: Leaf, holdings: Holdings): unknown {
  const { name } = leaf;
  const thing = OWN[operation]?.[name] ?? idMemberOf(leaf)?.own;
  if (thing !== undefined) return holdings.things[thing];
  if (name === 'bandwidth' && SLICES.includes(operation)) return '50Mbps';
  if (name === 'nextToken') return tokenFor(operation, holdings);
  const made = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined;
  return made === undefined ? byType(leaf) : made(holdings);
}

/** The token of a page that begins with the first of the list. */
function tokenFor(operation: OperationName, { account, region }: Holdings): string {
  const { list } = pageOf(operation, {}, { account, region } as Look);
  return tokenOf(
    list,
    operation === 'ListVirtualInterfaceRoutes' ? 'accepted 0.0.0.0/0' : '0 dxcon-ffffffff',
  );
}

function byType({ name, shape }: Leaf): unknown {
  if (shape.enum !== undefined) return shape.enum[0];
  if (shape.type === 'integer' || shape.type === 'long') return shape.min ?? 0;
  if (shape.type === 'boolean') return false;
  throw new Error(`no valid ${name} can be made up: say one in VALUES`);
}

/** Other members that a member makes no sense without: a CKN comes with its CAK. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  bgpPeerId: ['virtualInterfaceId'],
  ckn: ['cak'],
  cak: ['ckn'],
  amazonAddress: ['customerAddress'],
  customerAddress: ['amazonAddress'],
};

/** The same, where it is so in one operation alone. */
const BESIDE_IN: { readonly [N in OperationName]?: typeof BESIDE } = {
  CreateDirectConnectGatewayAssociation: { directConnectGatewayId: ['gatewayId'] },
  DeleteDirectConnectGatewayAssociation: {
    directConnectGatewayId: ['virtualGatewayId'],
    virtualGatewayId: ['directConnectGatewayId'],
  },
  ListVirtualInterfaceRoutes: {
    'filters.addressFamily': ['virtualInterfaceId'],
    'filters.asPath[]': ['virtualInterfaceId'],
    'filters.cidrs[]': ['virtualInterfaceId'],
    'filters.communities[]': ['virtualInterfaceId'],
    maxResults: ['virtualInterfaceId'],
    nextToken: ['virtualInterfaceId'],
  },
};

/** Members of which an input has one: the second, where that is asked for; else the first. */
const EITHER = [
  'newPrivateVirtualInterface.virtualGatewayId',
  'newPrivateVirtualInterface.directConnectGatewayId',
] as const;

function isLeftOut(path: string, also: readonly string[]): boolean {
  const [first, second] = EITHER;
  return path === (also.includes(second) ? first : second);
}

/**
 * An input of an operation with the required members, valid as far as one can tell.
 *
 * @param also paths of optional members that it has beside them
 */
export function validInput(
  operation: OperationName,
  holdings: Holdings,
  also: readonly string[] = [],
): Record<string, unknown> {
  const shapeName = contract.operations[operation]?.input;
  const input: Record<string, unknown> = {};
  if (shapeName === undefined) return input;
  const { required = [] } = shapeOf(contract, shapeName);
  const wanted = [...also, ...also.flatMap((path) => BESIDE_IN[operation]?.[path] ?? BESIDE[path] ?? [])];
  for (const leaf of leavesOf(operation)) {
    if (isLeftOut(leaf.path, also)) continue;
    const [first = ''] = leaf.path.split(/[.[]/);
    const chosen = wanted.some((path) => path === leaf.path || path.split(/[.[]/)[0] === first);
    if (required.includes(first) || chosen) put(input, leaf.path, validValue(operation, leaf, holdings));
  }
  return input;
}

/** Puts a value at a path; a list on the way gets one item. */
export function put(input: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.replaceAll('[]', '.0').split('.');
  let holder = input as Record<string, unknown>;
  for (const [index, step] of steps.slice(0, -1).entries()) {
    holder[step] ??= steps[index + 1] === '0' ? [] : {};
    holder = holder[step] as Record<string, unknown>;
  }
  holder[steps.at(-1) ?? ''] = value;
}
