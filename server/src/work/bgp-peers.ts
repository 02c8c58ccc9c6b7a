import { ribIn } from '../store/queries/bgp-peers.ts';
import { anyInterface } from '../store/queries/virtual-interfaces.ts';
import { adjRibsIn, type BgpPeerRow, bgpPeers } from '../store/tables/bgp-peers.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';

/** A peer's phase ends by itself: the edge is to configure it. */
export async function configurePeer(
  work: Work,
  peer: BgpPeerRow,
  changes: Partial<BgpPeerRow>,
): Promise<void> {
  work.write.update(bgpPeers, peer, changes);
  await markEdge(work, peer);
}

/** The customer's router is configured, and answers from now on (the simulated world). */
export async function customerAnswers(work: Work, peer: BgpPeerRow): Promise<void> {
  work.write.update(bgpPeers, peer, { answers: 1, dueAt: null });
  await markEdge(work, peer);
}

/** A deleted peer goes from the list, and what its customer announced with it. */
export async function forgetPeer(work: Work, peer: BgpPeerRow): Promise<void> {
  const rib = await ribIn(work.reader, peer.id);
  if (rib !== undefined) work.write.remove(adjRibsIn, rib);
  await markEdge(work, peer);
}

async function markEdge(work: Work, peer: BgpPeerRow): Promise<void> {
  const row = await anyInterface(work.reader, peer.virtualInterfaceId);
  if (row !== undefined) await markDirty(work, row.deviceId);
}
