import { PEER_DELETED } from '../domain/bgp-peer/causes.ts';
import { bgpPeerLifecycle } from '../domain/bgp-peer/lifecycle.ts';
import { failoverTestLifecycle } from '../domain/failover-test/lifecycle.ts';
import { type AttachmentEvent, attachmentLifecycle } from '../domain/gateway/lifecycle.ts';
import { type Phase, step } from '../domain/lifecycle.ts';
import {
  type VirtualInterfaceState,
  virtualInterfaceLifecycle,
} from '../domain/virtual-interface/lifecycle.ts';
import { allSessionEvents, peersOf, ribIn, ribsIn } from '../store/queries/bgp-peers.ts';
import { customerRouter, flapOf } from '../store/queries/customer-routers.ts';
import { runningTest, testsOf } from '../store/queries/failover-tests.ts';
import { attachmentsOf } from '../store/queries/gateways.ts';
import { adjRibsIn, type BgpPeerRow, bgpPeers, sessionEvents } from '../store/tables/bgp-peers.ts';
import { customerRouters, flaps } from '../store/tables/customer-routers.ts';
import { failoverTests } from '../store/tables/failover-tests.ts';
import { attachments } from '../store/tables/gateways.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../store/tables/virtual-interfaces.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { endTimers } from './session-timers.ts';
import { hasSession, moveSession } from './sessions.ts';

/** Prefixes and ASN of a public virtual interface are verified: it is set up now, and so are its peers. */
export async function verifyInterface(
  work: Work,
  row: VirtualInterfaceRow,
): Promise<VirtualInterfaceRow | undefined> {
  const phase = step(virtualInterfaceLifecycle, row.state, 'verify', work.now, work.durations);
  if (phase === undefined) return undefined;
  for (const peer of await peersOf(work.reader, row.id)) verifyPeer(work, peer);
  await markDirty(work, row.deviceId);
  return work.write.update(virtualInterfaces, row, phase);
}

/** Prefixes or ASN are turned down: it ends as `rejected`, and its sessions' history says why. */
export function rejectInterface(
  work: Work,
  row: VirtualInterfaceRow,
  reason: string,
): Promise<VirtualInterfaceRow | undefined> {
  return deleteInterface(work, row, 'reject', rejectionCause(reason));
}

/** Why a peer that was turned down is gone. */
export function rejectionCause(reason: string): string {
  return `Prefixes and ASN were rejected: ${reason}`;
}

export function verifyPeer(work: Work, peer: BgpPeerRow): BgpPeerRow {
  const phase = step(bgpPeerLifecycle, peer.state, 'verify', work.now, work.durations);
  return phase === undefined ? peer : work.write.update(bgpPeers, peer, phase);
}

/** It is set up: its sessions say whether it is available or down [M], and it is attached to its gateway. */
export async function provisionInterface(work: Work, row: VirtualInterfaceRow): Promise<void> {
  const event = (await hasSession(work, row.id)) ? 'provisionedUp' : 'provisionedDown';
  const phase = step(virtualInterfaceLifecycle, row.state, event, work.now, work.durations);
  if (phase === undefined) return;
  await moveAttachments(work, row.id, 'attach');
  work.write.update(virtualInterfaces, row, phase);
}

/**
 * Deletes a virtual interface in whatever state it is, a running failover test included [UG23]. What only waited for its
 * owner may be declined.
 *
 * @param event `decline`: its owner does not want what was allocated; `reject`: its prefixes were turned down
 * @param cause why its sessions end
 * @returns undefined when it is deleted already
 */
export async function deleteInterface(
  work: Work,
  row: VirtualInterfaceRow,
  event: 'delete' | 'decline' | 'reject' = 'delete',
  cause = PEER_DELETED,
): Promise<VirtualInterfaceRow | undefined> {
  const phase = step(virtualInterfaceLifecycle, row.state, event, work.now, work.durations);
  if (phase === undefined) return undefined;
  const test = await runningTest(work.reader, row.id);
  const failed = test && step(failoverTestLifecycle, test.state, 'fail', work.now, work.durations);
  if (test !== undefined && failed !== undefined)
    work.write.update(failoverTests, test, { ...failed, endedAt: work.now });
  for (const peer of await peersOf(work.reader, row.id)) await endPeer(work, peer, cause);
  await moveAttachments(work, row.id, 'detach');
  await markDirty(work, row.deviceId);
  return work.write.update(virtualInterfaces, row, phase);
}

/** Takes a peer out: its session ends, its addresses go back. */
export async function deletePeer(work: Work, peer: BgpPeerRow, cause = PEER_DELETED): Promise<BgpPeerRow> {
  const phase = step(bgpPeerLifecycle, peer.state, 'delete', work.now, work.durations);
  if (phase === undefined) return peer;
  const down = moveSession(work, peer, { status: 'down', cause });
  const rib = await ribIn(work.reader, peer.id);
  if (rib !== undefined) work.write.remove(adjRibsIn, rib);
  await endTimers(work, peer.virtualInterfaceId, ({ peerId }) => peerId === peer.id);
  return work.write.update(bgpPeers, down, { ...phase, addressBlock: null, answers: 0 });
}

/** The peer of a virtual interface that ends stays with it: what it mirrors of it is always there (fidelity 1.18). */
async function endPeer(work: Work, peer: BgpPeerRow, cause: string): Promise<void> {
  const ending = await deletePeer(work, peer, cause);
  if (ending !== peer) work.write.update(bgpPeers, ending, { dueAt: null });
}

/** Enters `deleted`: it is listed for a while [M], as it was. */
export async function finishInterface(
  work: Work,
  row: VirtualInterfaceRow,
  phase: Phase<VirtualInterfaceState>,
): Promise<void> {
  await markDirty(work, row.deviceId);
  work.write.update(virtualInterfaces, row, phase);
}

/** The row is to go: its history and the history of its tests go with it [UG23]. */
export async function forgetInterface(work: Work, row: VirtualInterfaceRow): Promise<void> {
  const { reader, write } = work;
  for (const peer of await peersOf(reader, row.id)) write.remove(bgpPeers, peer);
  for (const rib of await ribsIn(reader, row.id)) write.remove(adjRibsIn, rib);
  for (const event of await allSessionEvents(reader, row.id)) write.remove(sessionEvents, event);
  for (const test of await testsOf(reader, row.id)) write.remove(failoverTests, test);
  for (const one of await attachmentsOf(reader, row.id)) write.remove(attachments, one);
  await endTimers(work, row.id);
  const [router, flap] = await Promise.all([customerRouter(reader, row.id), flapOf(reader, row.id)]);
  if (router !== undefined) write.remove(customerRouters, router);
  if (flap !== undefined) write.remove(flaps, flap);
}

/** An attachment follows its virtual interface [M]. */
async function moveAttachments(
  work: Work,
  virtualInterfaceId: string,
  event: AttachmentEvent,
): Promise<void> {
  for (const row of await attachmentsOf(work.reader, virtualInterfaceId)) {
    const phase = step(attachmentLifecycle, row.state, event, work.now, work.durations);
    if (phase !== undefined) work.write.update(attachments, row, phase);
  }
}
