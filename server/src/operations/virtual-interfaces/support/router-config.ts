import { textsIn } from '../../../domain/texts-in.ts';
import type { RouterConfigVif } from '../../../domain/router-config/vif.ts';
import { peersOf } from '../../../store/queries/bgp-peers.ts';
import { anyConnection } from '../../../store/queries/connections.ts';
import { anyLag } from '../../../store/queries/lags.ts';
import { macSecKeysOf } from '../../../store/queries/macsec-keys.ts';
import type { Reader } from '../../../store/store.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import type { QueryContext } from '../../operation.ts';

/** A virtual interface as the configuration of the customer's router needs it. */
export async function configuredInterface(
  { look: { reader }, settings: { sealer }, caller }: QueryContext,
  row: VirtualInterfaceRow,
): Promise<RouterConfigVif> {
  const lag = row.connectionId.startsWith('dxlag-');
  const [peers, carrier] = await Promise.all([
    peersOf(reader, row.id),
    lag ? anyLag(reader, row.connectionId) : anyConnection(reader, row.connectionId),
  ]);
  // What another account has called its connection is its own affair.
  const name = row.connectionAccount === caller.account ? carrier?.name : undefined;
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    vlan: row.vlan,
    mtu: row.mtu,
    connectionId: row.connectionId,
    connectionName: name ?? '',
    lag,
    location: row.location,
    device: row.deviceId,
    amazonAsn: row.amazonSideAsn,
    peers: peers.map((peer) => ({
      family: peer.addressFamily,
      state: peer.state,
      amazonAddress: peer.amazonAddress,
      customerAddress: peer.customerAddress,
      customerAsn: peer.asn,
      authKey: sealer.open(peer.authKeySealed),
    })),
    routeFilterPrefixes: textsIn(row.routeFilters),
    macSec: await macSecOf(reader, carrier),
  };
}

/** Keys that the port takes, where it encrypts at all: those of a hosted connection's port are its partner's. */
async function macSecOf(
  reader: Reader,
  carrier: { id: string; macSec: number; encryptionMode: string | null } | undefined,
): Promise<RouterConfigVif['macSec']> {
  if (carrier === undefined || carrier.macSec === 0 || carrier.encryptionMode === 'no_encrypt') return null;
  const keys = await macSecKeysOf(reader, carrier.id);
  return { ckns: keys.filter(({ state }) => state !== 'disassociating').map(({ ckn }) => ckn) };
}
