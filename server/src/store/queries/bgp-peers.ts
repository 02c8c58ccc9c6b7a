import { allByIds, readsByIds } from '../by-ids.ts';
import type { Reader } from '../store.ts';
import { query, rowsOf } from '../table.ts';
import {
  type AdjRibInRow,
  adjRibsIn,
  type BgpPeerRow,
  bgpPeers,
  type SessionEventRow,
  sessionEvents,
} from '../tables/bgp-peers.ts';

const BY_ID = rowsOf(bgpPeers, 'where id = ?');
const OF_INTERFACE = rowsOf(bgpPeers, 'where virtual_interface_id = ? order by seq, id');
const OF_INTERFACES = readsByIds((places) =>
  rowsOf(bgpPeers, `where virtual_interface_id in (${places}) order by virtual_interface_id, seq, id`),
);
const ON_DEVICE = rowsOf(
  bgpPeers,
  `where virtual_interface_id in
     (select id from virtual_interface where device_id = ? and state not in ('deleted', 'rejected'))
   order by virtual_interface_id, seq, id`,
);
const BLOCK_TAKEN = query<{ id: string }>('select id from bgp_peer where address_block in (?, ?, ?) limit 1');
const BLOCKS_ON = query<{ block: string }>(
  `select address_block as block from bgp_peer where address_block is not null and virtual_interface_id in
     (select id from virtual_interface where device_id = ? and state not in ('deleted', 'rejected'))`,
);
const RIB = rowsOf(adjRibsIn, 'where peer_id = ?');
const RIBS = rowsOf(adjRibsIn, 'where virtual_interface_id = ?');
const EVENTS = rowsOf(sessionEvents, 'where virtual_interface_id = ? and seq < ? order by seq desc limit ?');
const BEYOND = rowsOf(sessionEvents, 'where virtual_interface_id = ? order by seq desc limit ? offset ?');
const ALL_EVENTS = rowsOf(sessionEvents, 'where virtual_interface_id = ?');

export function bgpPeer(reader: Reader, id: string): Promise<BgpPeerRow | undefined> {
  return reader.one(BY_ID, id);
}

/** Peers of a virtual interface, oldest first, those that are being deleted included. */
export function peersOf(reader: Reader, virtualInterfaceId: string): Promise<readonly BgpPeerRow[]> {
  return reader.all(OF_INTERFACE, virtualInterfaceId);
}

/** The same of many virtual interfaces, in one read for a page of them. */
export async function peersOfAll(
  reader: Reader,
  virtualInterfaceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly BgpPeerRow[]>> {
  const rows = await allByIds(reader, OF_INTERFACES, virtualInterfaceIds);
  return Map.groupBy(rows, ({ virtualInterfaceId }) => virtualInterfaceId);
}

/** Peers of all virtual interfaces that live on a device. */
export function peersAt(reader: Reader, deviceId: string): Promise<readonly BgpPeerRow[]> {
  return reader.all(ON_DEVICE, deviceId);
}

/** Whether one of three address blocks is given out. */
export async function isBlockTaken(
  reader: Reader,
  [one, two, three]: readonly [string, string, string],
): Promise<boolean> {
  return (await reader.one(BLOCK_TAKEN, one, two, three)) !== undefined;
}

/** All address blocks that are given out on a device. */
export async function blocksOn(reader: Reader, deviceId: string): Promise<ReadonlySet<string>> {
  return new Set((await reader.all(BLOCKS_ON, deviceId)).map(({ block }) => block));
}

/** What a peer's customer announces; undefined when nothing was told. */
export function ribIn(reader: Reader, peerId: string): Promise<AdjRibInRow | undefined> {
  return reader.one(RIB, peerId);
}

export function ribsIn(reader: Reader, virtualInterfaceId: string): Promise<readonly AdjRibInRow[]> {
  return reader.all(RIBS, virtualInterfaceId);
}

/** A page of the session history, newest first, before `seq`. */
export function sessionHistory(
  reader: Reader,
  virtualInterfaceId: string,
  before: number,
  limit: number,
): Promise<readonly SessionEventRow[]> {
  return reader.all(EVENTS, virtualInterfaceId, before, limit);
}

export function allSessionEvents(
  reader: Reader,
  virtualInterfaceId: string,
): Promise<readonly SessionEventRow[]> {
  return reader.all(ALL_EVENTS, virtualInterfaceId);
}

/** Changes of sessions that are older than the newest `kept` of a virtual interface. */
export function sessionEventsBeyond(
  reader: Reader,
  virtualInterfaceId: string,
  kept: number,
  limit: number,
): Promise<readonly SessionEventRow[]> {
  return reader.all(BEYOND, virtualInterfaceId, limit, kept);
}
