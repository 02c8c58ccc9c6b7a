import { checkNotLast, namedPeer } from '../../domain/bgp-peer/peers.ts';
import { granted } from '../../domain/fault.ts';
import { checkId } from '../../domain/ids.ts';
import { required } from '../../domain/virtual-interface/refusals.ts';
import { peersOf } from '../../store/queries/bgp-peers.ts';
import { markDirty } from '../../work/devices.ts';
import { failUntested } from '../../work/failover-tests.ts';
import { settleInterface } from '../../work/sessions.ts';
import { deletePeer } from '../../work/virtual-interfaces.ts';
import { operation } from '../operation.ts';
import { ownLivingInterface } from './support/living.ts';
import { shownInterface } from './views/virtual-interface.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteBGPPeer.html */
export default operation('DeleteBGPPeer', async (input, ctx) => {
  const id = granted(required('virtualInterfaceId', input.virtualInterfaceId));
  const row = await ownLivingInterface(ctx, id, 'delete its BGP peers');
  if (input.bgpPeerId !== undefined) granted(checkId('BgpPeer', input.bgpPeerId));
  const peers = await peersOf(ctx.look.reader, row.id);
  const peer = granted(namedPeer(input, row.id, peers));
  granted(checkNotLast(peers));

  const after = await deletePeer(ctx.work, peer);
  const left = peers.map((one) => (one.id === after.id ? after : one));
  // It is down when this was its only session.
  const settled =
    (await failUntested(ctx.work, row, left)) ?? (await settleInterface(ctx.work, row, [after]));
  await markDirty(ctx.work, row.deviceId);
  return { virtualInterface: await shownInterface(ctx, settled, left) };
});
