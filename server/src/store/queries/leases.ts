import type { Reader } from '../store.ts';
import { type LeaseRow, leases } from '../tables/leases.ts';
import { query, rowsOf } from '../table.ts';

const NAMED = rowsOf(leases, 'where name = ?');
const OF_OWNER = rowsOf(leases, 'where owner = ? order by name');
const BUSY = query<{ edge: string }>(
  `select d.id as edge from device d join lease l on l.name = 'edge ' || d.id
   where d.dirty_since is not null and l.owner <> ? and l.expires_at > ? limit 1`,
);

/** What the lease of an edge is called. */
export const edgeLease = (deviceId: string) => `edge ${deviceId}`;
/** The lease of whoever advances the lab's clock. */
export const CLOCK_LEASE = 'clock';

export function lease(reader: Reader, name: string): Promise<LeaseRow | undefined> {
  return reader.one(NAMED, name);
}

/** Every lease that a server was the last to take. */
export function leasesOf(reader: Reader, owner: string): Promise<readonly LeaseRow[]> {
  return reader.all(OF_OWNER, owner);
}

/** An edge that should do something else, and that another server than `owner` looks after at the real time `now`. */
export async function edgeOfAnother(reader: Reader, owner: string, now: number): Promise<string | undefined> {
  return (await reader.one(BUSY, owner, now))?.edge;
}
