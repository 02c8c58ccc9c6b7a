import type { Reader } from '../store.ts';
import { type ConnectionRow, connections } from '../tables/connections.ts';
import { type DeviceRow, devices } from '../tables/inventory.ts';
import { type LagRow, lags } from '../tables/lags.ts';
import { query, rowsOf } from '../table.ts';

const DIRTY = rowsOf(devices, 'where dirty_since is not null order by dirty_since limit ?');
const ON_DEVICE = rowsOf(
  connections,
  'where id in (select connection_id from port where device_id = ? and connection_id is not null)',
);
const LAGS_ON_DEVICE = rowsOf(
  lags,
  `where id in (select lag_id from connection where lag_id is not null and id in
    (select connection_id from port where device_id = ? and connection_id is not null))`,
);

/** The outside of one port: its patch, the customer's optic, and what is broken. */
export interface WorldRow {
  readonly number: number;
  readonly patched: number;
  readonly farEndLit: number;
  readonly fault: string | null;
}

const WORLD = query<WorldRow>(
  `select p.number, case when c.state = 'connected' then 1 else 0 end as patched,
     p.far_end_lit as "farEndLit", p.fault
   from port p left join cross_connect c on c.connection_id = p.connection_id
   where p.device_id = ? and p.connection_id is not null`,
);

/** Devices that should do something else than what was last applied to them. */
export function dirtyDevices(reader: Reader, limit: number): Promise<readonly DeviceRow[]> {
  return reader.all(DIRTY, limit);
}

/** Connections with a port on the device. */
export function connectionsOn(reader: Reader, deviceId: string): Promise<readonly ConnectionRow[]> {
  return reader.all(ON_DEVICE, deviceId);
}

/** LAGs with a member on the device. */
export function lagsOn(reader: Reader, deviceId: string): Promise<readonly LagRow[]> {
  return reader.all(LAGS_ON_DEVICE, deviceId);
}

/** The simulated world around a device's ports. */
export function worldAround(reader: Reader, deviceId: string): Promise<readonly WorldRow[]> {
  return reader.all(WORLD, deviceId);
}
