import { bgpPeerLifecycle, type BgpPeerState } from '../../../domain/bgp-peer/lifecycle.ts';
import { attachmentLifecycle } from '../../../domain/gateway/lifecycle.ts';
import { enter } from '../../../domain/lifecycle.ts';
import type { VirtualInterfaceKind } from '../../../domain/virtual-interface/kind.ts';
import {
  type VirtualInterfaceState,
  virtualInterfaceLifecycle,
} from '../../../domain/virtual-interface/lifecycle.ts';
import type { Tag } from '../../../model/types.gen.ts';
import { type BgpPeerRow, bgpPeers } from '../../../store/tables/bgp-peers.ts';
import { attachments } from '../../../store/tables/gateways.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../../../store/tables/virtual-interfaces.ts';
import type { Context } from '../../operation.ts';
import type { PeerAddresses } from './addresses.ts';
import type { Reached } from './gateway.ts';
import type { Parent } from './parent.ts';

/** A virtual interface with its peers. */
export interface Made {
  readonly row: VirtualInterfaceRow;
  readonly peers: readonly BgpPeerRow[];
}

export interface NewInterface {
  readonly kind: VirtualInterfaceKind;
  readonly name: string;
  readonly owner: string;
  readonly state: VirtualInterfaceState & BgpStart;
  readonly vlan: number;
  readonly mtu: number;
  readonly reached: Reached;
  readonly siteLink: boolean;
  readonly rateLimit: string | null;
  readonly prefixCountV4: number;
  readonly prefixCountV6: number;
  readonly routeFilters: readonly string[];
  readonly tags: readonly Tag[];
  readonly peer: NewPeer;
}

type BgpStart = 'confirming' | 'verifying' | 'pending';

export interface NewPeer {
  readonly family: 'ipv4' | 'ipv6';
  readonly asn: number;
  readonly authKey: string;
  readonly addresses: PeerAddresses;
}

/**
 * Records a virtual interface, its first peer, and its attachment where it has a gateway. The device is not told yet:
 * the edge has something to do once the peer is configured.
 */
export function insertInterface(ctx: Context, parent: Parent, wanted: NewInterface): Made {
  const row = interfaceRow(ctx, parent, wanted);
  const state = wanted.state === 'confirming' ? 'waiting' : wanted.state;
  const peer = peerRow(ctx, row.id, state, wanted.peer);
  ctx.write.insert(virtualInterfaces, row);
  ctx.write.insert(bgpPeers, peer);
  attach(ctx, row);
  return { row, peers: [peer] };
}

function interfaceRow(ctx: Context, parent: Parent, wanted: NewInterface): VirtualInterfaceRow {
  const { now, settings } = ctx;
  return {
    account: wanted.owner,
    region: ctx.caller.region,
    seq: ctx.newSeq(),
    id: ctx.newId('dxvif'),
    kind: wanted.kind,
    name: wanted.name,
    ...enter(virtualInterfaceLifecycle, wanted.state, now, settings.durations),
    connectionId: parent.id,
    connectionAccount: parent.account,
    location: parent.location,
    deviceId: parent.deviceId,
    vlan: wanted.vlan,
    mtu: wanted.mtu,
    ...wanted.reached,
    siteLink: wanted.siteLink ? 1 : 0,
    rateLimit: wanted.rateLimit,
    prefixCountV4: wanted.prefixCountV4,
    prefixCountV6: wanted.prefixCountV6,
    routeFilters: JSON.stringify(wanted.routeFilters),
    tags: JSON.stringify(wanted.tags),
    createdAt: now,
    revision: 1,
  };
}

/** The row of a peer whose session was never up. */
export function peerRow(
  ctx: Context,
  virtualInterfaceId: string,
  state: BgpPeerState,
  { family, asn, authKey, addresses }: NewPeer,
): BgpPeerRow {
  const { now, settings } = ctx;
  return {
    virtualInterfaceId,
    seq: ctx.newSeq(),
    id: ctx.newId('dxpeer'),
    ...enter(bgpPeerLifecycle, state, now, settings.durations),
    addressFamily: family,
    asn,
    authKeySealed: settings.sealer.seal(authKey),
    ...addresses,
    status: 'down',
    statusSince: now,
    statusCause: 'The BGP peer is new',
    answers: 0,
    idleMark: null,
    revision: 1,
  };
}

/** The attachment that a virtual interface has as long as it has a Direct Connect gateway [M]. */
export function attach(ctx: Context, row: VirtualInterfaceRow): void {
  const { directConnectGatewayId, kind } = row;
  if (directConnectGatewayId === null || kind === 'public') return;
  ctx.write.insert(attachments, {
    directConnectGatewayId,
    seq: ctx.newSeq(),
    virtualInterfaceId: row.id,
    virtualInterfaceRegion: row.region,
    account: row.account,
    kind,
    ...enter(attachmentLifecycle, 'attaching', ctx.now, ctx.settings.durations),
    stateChangeError: null,
    revision: 1,
  });
}
