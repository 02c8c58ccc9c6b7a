import { MOVED } from '../domain/bgp-peer/causes.ts';
import { bgpPeerLifecycle } from '../domain/bgp-peer/lifecycle.ts';
import { shortId } from '../domain/ids.ts';
import { enter } from '../domain/lifecycle.ts';
import { isBlockTaken, peersOf } from '../store/queries/bgp-peers.ts';
import { interfacesOn } from '../store/queries/virtual-interfaces.ts';
import { type BgpPeerRow, bgpPeers } from '../store/tables/bgp-peers.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import type { LagRow } from '../store/tables/lags.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../store/tables/virtual-interfaces.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { setUpAnew, widenPort } from './interface-changes.ts';
import { interruptSessions } from './sessions.ts';
import { deletePeer } from './virtual-interfaces.ts';

/**
 * Virtual interfaces of a connection that has joined a LAG run on the LAG from now on [M]. The device is the same; they
 * are interrupted, and their sessions come up again over the LAG.
 */
export async function takeInterfacesAlong(work: Work, from: ConnectionRow, lag: LagRow): Promise<void> {
  for (const row of await interfacesOn(work.reader, from.id)) {
    const dropped = await interruptSessions(work, row, `Connection ${from.id} joined Lag ${lag.id}`);
    work.write.update(virtualInterfaces, dropped, { connectionId: lag.id });
  }
}

/** Virtual interfaces of a hosted connection move along to another interconnect or LAG, interrupted [M]. */
export async function relocateInterfaces(
  work: Work,
  connectionId: string,
  to: { readonly name: string; readonly deviceId: string | null },
): Promise<void> {
  const { name, deviceId } = to;
  for (const row of await interfacesOn(work.reader, connectionId)) {
    const dropped = await interruptSessions(work, row, `Connection ${connectionId} moved to ${name}`);
    if (deviceId === null || row.deviceId === deviceId) continue;
    for (const peer of await peersOf(work.reader, row.id)) {
      const addressBlock = await blockOn(work, deviceId, peer.addressBlock);
      work.write.update(bgpPeers, peer, { addressBlock });
    }
    work.write.update(virtualInterfaces, dropped, { deviceId });
  }
}

/** Where a virtual interface moves to. */
export interface Destination {
  /** Connection or LAG, and whose it is. */
  readonly id: string;
  readonly account: string;
  readonly location: string;
  readonly deviceId: string;
}

/**
 * Moves one virtual interface to another connection or LAG: it is `pending` until it is set up there, its peers are
 * deleted, and new ones take over their addresses, keys and AS numbers [CLI]. The rules are checked before.
 */
export async function moveInterface(
  work: Work,
  row: VirtualInterfaceRow,
  to: Destination,
): Promise<{ readonly row: VirtualInterfaceRow; readonly peers: readonly BgpPeerRow[] }> {
  const { id: connectionId, account: connectionAccount, location, deviceId } = to;
  const before = await peersOf(work.reader, row.id);
  const left = await Promise.all(before.map((peer) => deletePeer(work, peer)));
  const living = before.filter(({ state }) => state !== 'deleting');
  const taking = await Promise.all(living.map((peer) => takeOver(work, peer, deviceId)));
  await markDirty(work, row.deviceId);
  if (deviceId !== row.deviceId) await markDirty(work, deviceId);
  const after = setUpAnew(work, row, { connectionId, connectionAccount, location, deviceId });
  await widenPort(work, after);
  return { row: after, peers: [...left, ...taking] };
}

/** A new peer in the place of one that is deleted; the customer's router stays as it is configured (GUESS). */
async function takeOver(work: Work, peer: BgpPeerRow, deviceId: string): Promise<BgpPeerRow> {
  // What was verified stays so (GUESS).
  const state = peer.state === 'verifying' ? 'verifying' : 'pending';
  const row: BgpPeerRow = {
    ...peer,
    ...enter(bgpPeerLifecycle, state, work.now, work.durations),
    id: shortId('dxpeer', work.random(7)),
    seq: work.newSeq(),
    addressBlock: await blockOn(work, deviceId, peer.addressBlock),
    status: 'down',
    statusSince: work.now,
    statusCause: MOVED,
    idleMark: null,
    revision: 1,
  };
  work.write.insert(bgpPeers, row);
  return row;
}

/**
 * The same block on another device, where addresses move along: it is given back on the old one. Where somebody has it
 * on the new one already the addresses stay, and hold none (GUESS): sessions of two connections do not meet.
 */
async function blockOn(work: Work, deviceId: string, block: string | null): Promise<string | null> {
  // Blocks of IPv6 are not a device's.
  const there = block?.replace(/^\S+(?= )/, deviceId);
  if (there === undefined || there === block) return block;
  return (await isBlockTaken(work.reader, [there, there, there])) ? null : there;
}
