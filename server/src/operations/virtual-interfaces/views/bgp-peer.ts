import { asnMembers } from '../../../domain/bgp-peer/asn.ts';
import { bgpPeerLifecycle } from '../../../domain/bgp-peer/lifecycle.ts';
import { wireState } from '../../../domain/lifecycle.ts';
import type { BGPPeer } from '../../../model/types.gen.ts';
import type { BgpPeerRow } from '../../../store/tables/bgp-peers.ts';

/** A BGP peer on the wire (fidelity 1.18), and the devices that its virtual interface is on. */
export function bgpPeerView(
  row: BgpPeerRow,
  authKey: string,
  devices: Pick<BGPPeer, 'awsDeviceV2' | 'awsLogicalDeviceId'>,
): BGPPeer {
  return {
    bgpPeerId: row.id,
    ...asnMembers(row.asn),
    authKey,
    addressFamily: row.addressFamily,
    ...addressMembers(row),
    bgpPeerState: wireState(bgpPeerLifecycle, row.state) as NonNullable<BGPPeer['bgpPeerState']>,
    bgpStatus: row.status,
    ...devices,
  };
}

/** Addresses are `""` until there are any [TFI#44208]. */
export function addressMembers(row: Pick<BgpPeerRow, 'amazonAddress' | 'customerAddress'> | undefined) {
  return {
    amazonAddress: row?.amazonAddress ?? '',
    customerAddress: row?.customerAddress ?? '',
  };
}
