import { randomBytes } from 'node:crypto';
import type {
  NewPrivateVirtualInterface,
  NewPrivateVirtualInterfaceAllocation,
  NewPublicVirtualInterface,
  VirtualInterface,
} from '../../src/model/types.gen.ts';
import { orderPort } from './ports.ts';
import type { TestServer } from './server.ts';
import type { CallOptions } from './signed-call.ts';

/** A virtual interface that an answer shows, with the members that it always has. */
export type Shown = VirtualInterface &
  Required<
    Pick<VirtualInterface, 'virtualInterfaceId' | 'connectionId' | 'virtualInterfaceState' | 'bgpPeers'>
  >;

/** A virtual private gateway that nobody has named before: the lab takes it as it comes, and as the caller's. */
export function newVgw(): string {
  return `vgw-${randomBytes(9).toString('hex').slice(0, 17)}`;
}

/** A connection of 10G at EqDC2 that is available: the lifecycle of the server has to bring it up by itself. */
export async function readyPort(
  server: TestServer,
  caller: CallOptions,
  order: Parameters<typeof orderPort>[2] = {},
): Promise<string> {
  const { connectionId } = await orderPort(server, caller, order);
  await server.settle();
  return connectionId;
}

/** A private one on a virtual private gateway, VLAN 101, unless asked otherwise. */
export async function orderPrivate(
  server: TestServer,
  caller: CallOptions,
  connectionId: string,
  wish: Partial<NewPrivateVirtualInterface> = {},
): Promise<Shown> {
  const gateway = wish.directConnectGatewayId === undefined ? { virtualGatewayId: newVgw() } : {};
  const standard = { virtualInterfaceName: 'private', vlan: 101, asn: 65_000, ...gateway };
  const newPrivateVirtualInterface = { ...standard, ...wish };
  return shown(
    await server.call('CreatePrivateVirtualInterface', { connectionId, newPrivateVirtualInterface }, caller),
  );
}

/** A virtual interface as the caller sees it now. */
export async function interfaceNow(
  server: TestServer,
  caller: CallOptions,
  virtualInterfaceId: string,
): Promise<Shown> {
  const { virtualInterfaces = [] } = await server.call(
    'DescribeVirtualInterfaces',
    { virtualInterfaceId },
    caller,
  );
  if (virtualInterfaces[0] === undefined || virtualInterfaces.length > 1)
    throw new Error(`${virtualInterfaces.length} virtual interfaces`);
  return shown(virtualInterfaces[0]);
}

/** Ids of what the caller sees. */
export async function interfaceIds(
  server: TestServer,
  caller: CallOptions,
  filter: { readonly connectionId?: string } = {},
): Promise<readonly string[]> {
  const { virtualInterfaces = [] } = await server.call('DescribeVirtualInterfaces', filter, caller);
  return virtualInterfaces.map(({ virtualInterfaceId = '' }) => virtualInterfaceId);
}

export function shown(given: VirtualInterface | undefined): Shown {
  const { virtualInterfaceId, connectionId, virtualInterfaceState, bgpPeers } = given ?? {};
  if (
    virtualInterfaceId === undefined ||
    connectionId === undefined ||
    virtualInterfaceState === undefined ||
    bgpPeers === undefined
  )
    throw new Error('a virtual interface lacks members');
  return { ...given, virtualInterfaceId, connectionId, virtualInterfaceState, bgpPeers };
}

/** A public one with an address of 175.45.176.0/28, VLAN 102, unless asked otherwise. */
export async function orderPublic(
  server: TestServer,
  caller: CallOptions,
  connectionId: string,
  wish: Partial<NewPublicVirtualInterface> = {},
): Promise<Shown> {
  const newPublicVirtualInterface = { ...PUBLIC_WISH, ...wish };
  return shown(
    await server.call('CreatePublicVirtualInterface', { connectionId, newPublicVirtualInterface }, caller),
  );
}

/** As the Terraform tests order one [TF]. */
export const PUBLIC_WISH = {
  virtualInterfaceName: 'public',
  vlan: 102,
  asn: 65_000,
  amazonAddress: '175.45.176.1/28',
  customerAddress: '175.45.176.2/28',
  routeFilterPrefixes: [{ cidr: '210.52.109.0/24' }, { cidr: '175.45.176.0/22' }],
};

/** Another, of the networks that are kept for documentation. */
export const DOCUMENTED_WISH = {
  virtualInterfaceName: 'public',
  vlan: 200,
  asn: 65_000,
  amazonAddress: '198.51.100.1/30',
  customerAddress: '198.51.100.2/30',
  routeFilterPrefixes: [{ cidr: '203.0.113.0/24' }],
};

/** A private one for another account, VLAN 103, unless asked otherwise. */
export async function allocatePrivate(
  server: TestServer,
  caller: CallOptions,
  to: { readonly connectionId: string; readonly ownerAccount: string },
  wish: Partial<NewPrivateVirtualInterfaceAllocation> = {},
): Promise<Shown> {
  const standard = { virtualInterfaceName: 'hosted', vlan: 103, asn: 65_000 };
  const newPrivateVirtualInterfaceAllocation = { ...standard, ...wish };
  return shown(
    await server.call(
      'AllocatePrivateVirtualInterface',
      { ...to, newPrivateVirtualInterfaceAllocation },
      caller,
    ),
  );
}

/** Lets what is being set up come to its end, also where it takes a second (`fast`). */
export async function settleInterfaces(server: TestServer): Promise<void> {
  await server.settle();
  await server.operator('POST', '/clock/advance', { by: '1s' });
  await server.settle();
}
