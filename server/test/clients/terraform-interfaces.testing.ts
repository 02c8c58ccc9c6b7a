// What the Terraform provider does with virtual interfaces: how it finds, waits for, reads and destroys them [TF].
import { expect } from 'vitest';
import type { VirtualInterface } from '../../src/model/types.gen.ts';
import type { BotoClient } from './boto.testing.ts';
import { byText, gone, waitForState } from './waiter.testing.ts';

export type Kind = 'private' | 'public' | 'transit';

/** A deleted one counts as not found. */
export async function findInterface(dx: BotoClient, id: string): Promise<VirtualInterface | undefined> {
  const { virtualInterfaces = [] } = await dx.call('DescribeVirtualInterfaces', { virtualInterfaceId: id });
  const [found, ...more] = virtualInterfaces;
  expect(more).toEqual([]);
  return found?.virtualInterfaceState === 'deleted' ? undefined : found;
}

/** Who waits: its owner after a creation or a change, who allocates it, or who accepts it. */
export type Waiter = 'owner' | 'allocator' | 'accepter';

/** What it waits for; a public one is ready while its prefixes are verified. */
export async function waitForInterface(
  dx: BotoClient,
  id: string,
  kind: Kind,
  waiter: Waiter = 'owner',
): Promise<readonly string[]> {
  const stateNow = async () => (await findInterface(dx, id))?.virtualInterfaceState;
  return waitForState(stateNow, {
    pending: waiter === 'accepter' ? ['confirming', 'pending'] : ['pending'],
    target: [
      'available',
      'down',
      ...(waiter === 'allocator' ? ['confirming'] : []),
      ...(kind === 'public' ? ['verifying'] : []),
    ],
  });
}

/** The attributes that a refresh reads; a difference to what is configured would replace the virtual interface. */
export async function attributesOf(dx: BotoClient, id: string) {
  const found = await findInterface(dx, id);
  if (found === undefined) throw new Error(`${id} has left the state`);
  const { virtualInterfaceName: name, virtualInterfaceType: kind, awsDeviceV2: device } = found;
  const { addressFamily, amazonAddress, customerAddress, asn, authKey, vlan, mtu, siteLinkEnabled } = found;
  const { connectionId, directConnectGatewayId, virtualGatewayId, ownerAccount, jumboFrameCapable } = found;
  const filters = (found.routeFilterPrefixes ?? []).map(({ cidr }) => cidr).toSorted(byText);
  const session = { addressFamily, amazonAddress, customerAddress, asn, authKey };
  const place = { connectionId, vlan, device, ownerAccount };
  const leads = { directConnectGatewayId, virtualGatewayId, amazonSideAsn: found.amazonSideAsn };
  return { name, kind, ...session, ...place, ...leads, mtu, siteLinkEnabled, jumboFrameCapable, filters };
}

/** What stands in an order under other names, or in another order, than a refresh reads. */
export function configured<
  T extends {
    readonly virtualInterfaceName: string;
    readonly enableSiteLink?: boolean;
    readonly routeFilterPrefixes?: readonly { readonly cidr: string }[];
  },
>({ virtualInterfaceName: name, enableSiteLink, routeFilterPrefixes, ...rest }: T) {
  return {
    name,
    ...rest,
    ...(enableSiteLink === undefined ? {} : { siteLinkEnabled: enableSiteLink }),
    filters: (routeFilterPrefixes ?? []).map(({ cidr }) => cidr).toSorted(byText),
  };
}

/** Destroys it; what somebody else has deleted already is no error. */
export async function destroyInterface(dx: BotoClient, id: string): Promise<void> {
  await dx.call('DeleteVirtualInterface', { virtualInterfaceId: id }).catch(gone('does not exist'));
  await waitForState(async () => (await findInterface(dx, id))?.virtualInterfaceState, {
    pending: ['available', 'confirming', 'deleting', 'down', 'pending', 'rejected', 'verifying'],
    target: ['not found'],
  });
}

/** The tags that a refresh reads, by the ARN that the provider makes of the caller's account. */
export async function tagsOf(dx: BotoClient, account: string, id: string): Promise<object> {
  const { resourceTags = [] } = await dx.call('DescribeTags', { resourceArns: [arnOf(account, id)] });
  return Object.fromEntries((resourceTags[0]?.tags ?? []).map(({ key, value }) => [key, value]));
}

export const arnOf = (account: string, id: string) =>
  `arn:aws:directconnect:us-east-1:${account}:dxvif/${id}`;
