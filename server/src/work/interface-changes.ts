import { CHANGED, WIDENED } from '../domain/bgp-peer/causes.ts';
import { step } from '../domain/lifecycle.ts';
import { virtualInterfaceLifecycle } from '../domain/virtual-interface/lifecycle.ts';
import { isJumbo } from '../domain/virtual-interface/mtu.ts';
import { anyConnection } from '../store/queries/connections.ts';
import { interfacesUnder } from '../store/queries/hosted-interfaces.ts';
import { interfacesOn } from '../store/queries/virtual-interfaces.ts';
import type { BgpPeerRow } from '../store/tables/bgp-peers.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../store/tables/virtual-interfaces.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { interruptPeers, interruptSessions } from './sessions.ts';

/** A virtual interface that is being changed, and the peers that have lost their sessions for it. */
export interface Interrupted {
  readonly row: VirtualInterfaceRow;
  readonly dropped: readonly BgpPeerRow[];
}

/**
 * Changes what interrupts a virtual interface: it is `pending` again until it is set up anew [M][CFN], and its sessions
 * go and come again. Whether it can be changed now is checked before.
 */
export async function interruptInterface(
  work: Work,
  row: VirtualInterfaceRow,
  changes: Partial<VirtualInterfaceRow>,
): Promise<Interrupted> {
  const dropped = await interruptPeers(work, row.id, CHANGED);
  await markDirty(work, row.deviceId);
  return { row: setUpAnew(work, row, changes), dropped };
}

/** A virtual interface that is to be set up anew, with what is changed on it. */
export function setUpAnew(
  work: Work,
  row: VirtualInterfaceRow,
  changes: Partial<VirtualInterfaceRow>,
): VirtualInterfaceRow {
  const phase = step(virtualInterfaceLifecycle, row.state, 'change', work.now, work.durations);
  if (phase === undefined) throw new Error(`${row.id} is ${row.state} and cannot be changed`);
  return work.write.update(virtualInterfaces, row, { ...changes, ...phase });
}

/**
 * The first virtual interface with jumbo frames changes the port under it, which interrupts all that runs over that port
 * [M]: for a hosted connection the one of its interconnect or LAG. Which is the first is told by those that live now
 * (GUESS).
 */
export async function widenPort(
  work: Work,
  row: Pick<VirtualInterfaceRow, 'id' | 'connectionId' | 'deviceId' | 'mtu'>,
): Promise<void> {
  if (!isJumbo(row.mtu)) return;
  const others = (await onPortOf(work, row.connectionId)).filter(({ id }) => id !== row.id);
  if (others.some(({ mtu }) => isJumbo(mtu))) return;
  for (const other of others) await interruptSessions(work, other, WIDENED);
  if (others.length > 0) await markDirty(work, row.deviceId);
}

async function onPortOf(work: Work, connectionId: string): Promise<readonly VirtualInterfaceRow[]> {
  const connection = await anyConnection(work.reader, connectionId);
  const parentId = connection?.parentId ?? null;
  return parentId === null ? interfacesOn(work.reader, connectionId) : interfacesUnder(work.reader, parentId);
}
