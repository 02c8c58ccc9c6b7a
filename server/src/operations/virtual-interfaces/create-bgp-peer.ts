import { customerAsn } from '../../domain/bgp-peer/asn.ts';
import { AUTH_KEY_BYTES, checkAuthKey, madeAuthKey } from '../../domain/bgp-peer/auth-key.ts';
import { checkFamily } from '../../domain/bgp-peer/peers.ts';
import { granted } from '../../domain/fault.ts';
import { checkConfirmed } from '../../domain/virtual-interface/change.ts';
import { required } from '../../domain/virtual-interface/refusals.ts';
import { peersOf } from '../../store/queries/bgp-peers.ts';
import { device } from '../../store/queries/inventory.ts';
import { bgpPeers } from '../../store/tables/bgp-peers.ts';
import { virtualInterfaces } from '../../store/tables/virtual-interfaces.ts';
import { operation } from '../operation.ts';
import { peerAddresses } from './support/addresses.ts';
import { ownLivingInterface } from './support/living.ts';
import { peerRow } from './support/new-interface.ts';
import { carrierOf } from './support/parent.ts';
import { shownInterface } from './views/virtual-interface.ts';

/**
 * https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateBGPPeer.html
 *
 * The virtual interface keeps its state [CLI]: the other session goes on.
 */
export default operation('CreateBGPPeer', async (input, ctx) => {
  const id = granted(required('virtualInterfaceId', input.virtualInterfaceId));
  const row = await ownLivingInterface(ctx, id, 'create its BGP peers');
  const wish = granted(required('newBGPPeer', input.newBGPPeer));
  granted(checkConfirmed(row));
  const { addressFamily: family = 'ipv4', authKey, amazonAddress, customerAddress } = wish;
  const peers = await peersOf(ctx.look.reader, row.id);
  const at = await device(ctx.look.reader, row.deviceId);
  granted(checkFamily(family, row.id, peers, at?.redundant === 1));
  const asn = granted(customerAsn(wish, row.amazonSideAsn));
  if (authKey !== undefined) granted(checkAuthKey(authKey));
  const asked = { kind: row.kind, family, amazonAddress, customerAddress };
  const addresses = await peerAddresses(ctx, asked, await carrierOf(ctx, row));

  ctx.write.touch(virtualInterfaces, row);
  const key = authKey ?? madeAuthKey(ctx.random(AUTH_KEY_BYTES));
  // On public ones the AS number has to be verified [M].
  const state = row.kind === 'public' ? 'verifying' : 'pending';
  const peer = peerRow(ctx, row.id, state, { family, asn, authKey: key, addresses });
  ctx.write.insert(bgpPeers, peer);
  return { virtualInterface: await shownInterface(ctx, row, [...peers, peer]) };
});
