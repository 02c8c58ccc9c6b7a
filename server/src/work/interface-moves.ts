import { holderOfBlock, peersOf } from '../store/queries/bgp-peers.ts';
import { interfacesOn } from '../store/queries/virtual-interfaces.ts';
import { bgpPeers } from '../store/tables/bgp-peers.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import type { LagRow } from '../store/tables/lags.ts';
import { virtualInterfaces } from '../store/tables/virtual-interfaces.ts';
import type { Work } from './context.ts';
import { dropSessions } from './sessions.ts';

/**
 * Virtual interfaces of a connection that has joined a LAG run on the LAG from now on [M]. The device is the same; they
 * are interrupted, and their sessions come up again over the LAG.
 */
export async function takeInterfacesAlong(work: Work, from: ConnectionRow, lag: LagRow): Promise<void> {
  for (const row of await interfacesOn(work.reader, from.id)) {
    const dropped = await dropSessions(work, row, `Connection ${from.id} joined Lag ${lag.id}`);
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
    const dropped = await dropSessions(work, row, `Connection ${connectionId} moved to ${name}`);
    if (deviceId === null || row.deviceId === deviceId) continue;
    for (const peer of await peersOf(work.reader, row.id)) {
      const addressBlock = await blockOn(work, deviceId, peer.addressBlock);
      work.write.update(bgpPeers, peer, { addressBlock });
    }
    work.write.update(virtualInterfaces, dropped, { deviceId });
  }
}

/**
 * The same block on another device, where addresses move along: it is given back on the old one. Where somebody has it
 * on the new one already the addresses stay, and hold none (GUESS): sessions of two connections do not meet.
 */
export async function blockOn(work: Work, deviceId: string, block: string | null): Promise<string | null> {
  // Blocks of IPv6 are not a device's.
  const there = block?.replace(/^\S+(?= )/, deviceId);
  if (there === undefined || there === block) return block;
  return (await holderOfBlock(work.reader, there)) === undefined ? there : null;
}
