import type { Reader } from '../store.ts';
import { query } from '../table.ts';
import type { PortState } from '../tables/inventory.ts';

const OF_DEVICE = query<{ state: PortState; n: number }>(
  'select state, count(*) as n from port where device_id = ? group by state',
);
const BY_SITE = query<SitePorts>(
  `select d.region, d.location, p.speed, p.state, p.mac_sec as "macSec", d.open, count(*) as n
   from port p join device d on d.id = p.device_id
   group by d.region, d.location, p.speed, p.state, p.mac_sec, d.open
   order by d.region, d.location, p.speed`,
);

/** Ports of one location that are alike. */
export interface SitePorts {
  readonly region: string;
  readonly location: string;
  readonly speed: string;
  readonly state: PortState;
  readonly macSec: number;
  /** 0: on a device that takes no new orders. */
  readonly open: number;
  readonly n: number;
}

/** How many ports of a device are in which state. */
export async function portCounts(
  reader: Reader,
  deviceId: string,
): Promise<{ readonly [S in PortState]?: number }> {
  const rows = await reader.all(OF_DEVICE, deviceId);
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}

/** All ports, counted by what they have in common. */
export async function portsBySite(reader: Reader): Promise<readonly SitePorts[]> {
  return (await reader.all(BY_SITE)).map((row) => ({ ...row, n: Number(row.n) }));
}
