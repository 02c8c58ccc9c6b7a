import { asnMembers } from '../../../domain/bgp-peer/asn.ts';
import { customerRouterConfig } from '../../../domain/router-config/customer-router-config.ts';
import type { RouterConfigPeer } from '../../../domain/router-config/vif.ts';
import { isOver } from '../../../domain/ended.ts';
import { tagHolder } from '../../../domain/virtual-interface/tags.ts';
import type { Tag, VirtualInterface } from '../../../model/types.gen.ts';
import type { BgpPeerRow } from '../../../store/tables/bgp-peers.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import type { QueryContext } from '../../operation.ts';
import { addressMembers, bgpPeerView } from './bgp-peer.ts';
import { type InterfaceSurroundings, surroundingsOf } from './surroundings.ts';

/**
 * A virtual interface on the wire: which members are always there and which only when they apply is fidelity 1.18.
 * Its keys are shown in clear to whoever sees it, as the service does [CLI].
 *
 * @param viewer account that reads: its owner, or that of its connection
 */
export function interfaceView(
  row: VirtualInterfaceRow,
  around: InterfaceSurroundings,
  viewer: string,
): VirtualInterface {
  const peers = (around.peers.get(row.id) ?? []).map((peer) => ({
    peer,
    authKey: around.sealer.open(peer.authKeySealed),
  }));
  const devices = {
    awsDeviceV2: row.deviceId,
    awsLogicalDeviceId: around.logicalIds.get(row.deviceId) ?? row.deviceId,
  };
  return {
    ownerAccount: row.account,
    virtualInterfaceId: row.id,
    location: row.location,
    connectionId: row.connectionId,
    virtualInterfaceType: row.kind,
    virtualInterfaceName: row.name,
    vlan: row.vlan,
    ...firstPeerMembers(peers),
    amazonSideAsn: row.amazonSideAsn,
    virtualInterfaceState: row.state,
    customerRouterConfig: customerRouterConfig({
      id: row.id,
      vlan: row.vlan,
      kind: row.kind,
      amazonAsn: row.amazonSideAsn,
      peers: peers.map(({ peer, authKey }) => configPeer(peer, authKey)),
    }),
    mtu: row.mtu,
    jumboFrameCapable: !around.narrowLags.has(row.connectionId),
    // "" if there is none [CLI][NB].
    virtualGatewayId: row.virtualGatewayId ?? '',
    directConnectGatewayId: row.directConnectGatewayId ?? '',
    routeFilterPrefixes: (JSON.parse(row.routeFilters) as string[]).map((cidr) => ({ cidr })),
    // A peer that is deleted has gone from the list [TF].
    bgpPeers: isOver(row) ? [] : peers.map(({ peer, authKey }) => bgpPeerView(peer, authKey, devices)),
    region: row.region,
    ...devices,
    tags: tagHolder(row) === viewer ? (JSON.parse(row.tags) as readonly Tag[]) : [],
    siteLinkEnabled: row.siteLink === 1,
    ...prefixMembers(row),
    ...(row.rateLimit === null ? {} : { rateLimit: row.rateLimit }),
  };
}

/** Members that mirror the first peer, IPv4 before IPv6 [CLI]; there is always one, as long as it is listed. */
function firstPeerMembers(
  peers: readonly { readonly peer: BgpPeerRow; readonly authKey: string }[],
): Partial<VirtualInterface> {
  const living = peers.filter(({ peer }) => peer.state !== 'deleting');
  const candidates = living.length > 0 ? living : peers;
  const first = candidates.find(({ peer }) => peer.addressFamily === 'ipv4') ?? candidates[0];
  if (first === undefined) return { ...addressMembers(undefined), addressFamily: 'ipv4' };
  const { peer, authKey } = first;
  const { asn, addressFamily } = peer;
  return { ...asnMembers(asn), authKey, ...addressMembers(peer), addressFamily };
}

function configPeer(peer: BgpPeerRow, authKey: string): RouterConfigPeer {
  const { addressFamily: family, asn: customerAsn, amazonAddress, customerAddress } = peer;
  const state = peer.state === 'waiting' ? 'pending' : peer.state;
  return { family, customerAsn, authKey, amazonAddress, customerAddress, state };
}

/** Not on public ones [M26]. */
function prefixMembers(row: VirtualInterfaceRow): Partial<VirtualInterface> {
  if (row.kind === 'public') return {};
  return {
    prefixPoolAllocatedCountIpv4: row.prefixCountV4,
    prefixPoolAllocatedCountIpv6: row.prefixCountV6,
  };
}

/**
 * The view of one virtual interface, as this unit of work leaves it.
 *
 * @param peers as they will be, where the unit has written some; else they are read
 */
export async function shownInterface(
  ctx: QueryContext,
  row: VirtualInterfaceRow,
  peers?: readonly BgpPeerRow[],
): Promise<VirtualInterface> {
  const known = peers === undefined ? undefined : new Map([[row.id, peers]]);
  return interfaceView(row, await surroundingsOf(ctx, [row], known), ctx.caller.account);
}
