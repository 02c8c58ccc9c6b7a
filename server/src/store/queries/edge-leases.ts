import type { Reader } from '../store.ts';
import { type EdgeLeaseRow, edgeLeases } from '../tables/edge-leases.ts';
import { query, rowsOf } from '../table.ts';

const OF_EDGE = rowsOf(edgeLeases, 'where edge = ?');
const OF_OWNER = rowsOf(edgeLeases, 'where owner = ? order by edge');
const BUSY = query<{ edge: string }>(
  `select d.id as edge from device d join edge_lease l on l.edge = d.id
   where d.dirty_since is not null and l.owner <> ? and l.expires_at > ? limit 1`,
);

export function edgeLease(reader: Reader, edge: string): Promise<EdgeLeaseRow | undefined> {
  return reader.one(OF_EDGE, edge);
}

/** Every lease that a server was the last to take. */
export function leasesOf(reader: Reader, owner: string): Promise<readonly EdgeLeaseRow[]> {
  return reader.all(OF_OWNER, owner);
}

/** An edge that should do something else, and that another server than `owner` looks after at the real time `now`. */
export async function edgeOfAnother(reader: Reader, owner: string, now: number): Promise<string | undefined> {
  return (await reader.one(BUSY, owner, now))?.edge;
}
