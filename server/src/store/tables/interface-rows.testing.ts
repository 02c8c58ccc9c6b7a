import type { BgpPeerRow } from './bgp-peers.ts';
import type { VirtualInterfaceRow } from './virtual-interfaces.ts';

/** A private virtual interface that is available; what a test is about is given. */
export const virtualInterface = (
  given: Partial<VirtualInterfaceRow> & { readonly id: string },
): VirtualInterfaceRow => ({
  account: '111122223333',
  region: 'us-east-1',
  seq: 1,
  kind: 'private',
  name: given.id,
  state: 'available',
  stateSince: 0,
  dueAt: null,
  connectionId: 'dxcon-fgabcdef',
  connectionAccount: '111122223333',
  location: 'EqDC2',
  deviceId: 'device',
  vlan: 101,
  mtu: 1500,
  virtualGatewayId: null,
  directConnectGatewayId: null,
  amazonSideAsn: 64_512,
  siteLink: 0,
  rateLimit: null,
  prefixCountV4: 100,
  prefixCountV6: 100,
  routeFilters: '[]',
  tags: '[]',
  createdAt: 0,
  revision: 1,
  ...given,
});

/** Its IPv4 peer, configured, whose session is down. */
export const bgpPeer = (
  given: Partial<BgpPeerRow> & { readonly virtualInterfaceId: string; readonly id: string },
): BgpPeerRow => ({
  seq: 1,
  state: 'available',
  stateSince: 0,
  dueAt: null,
  addressFamily: 'ipv4',
  asn: 65_000,
  authKeySealed: 'sealed',
  amazonAddress: '169.254.1.1/29',
  customerAddress: '169.254.1.6/29',
  addressBlock: null,
  status: 'down',
  statusSince: 0,
  statusCause: '',
  idleMark: null,
  answers: 1,
  revision: 1,
  ...given,
});
