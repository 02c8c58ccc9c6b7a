import type { Reader } from '../store.ts';
import {
  type DeviceRow,
  devices,
  type LocationRow,
  locations,
  type PortRow,
  ports,
} from '../tables/inventory.ts';
import { query, rowsOf } from '../table.ts';

const LOCATION = rowsOf(locations, 'where region = ? and code_key = ?');
const LOCATIONS = rowsOf(locations, 'where region = ? order by code_key');
const DEVICE = rowsOf(devices, 'where id = ?');
const AT_LOCATION = rowsOf(devices, 'where region = ? and location = ? order by ordinal');
const IN_REGION = rowsOf(devices, 'where region = ? order by location, ordinal');
const PORT = rowsOf(ports, 'where device_id = ? and number = ?');
const OF_DEVICE = rowsOf(ports, 'where device_id = ? order by number');
const FREE = rowsOf(
  ports,
  `where device_id = ? and speed = ? and state = 'free' and mac_sec >= ? order by mac_sec, number limit ?`,
);
const LAST = query<{ last: number | null }>('select max(number) as last from port where device_id = ?');
const REGIONS = query<{ region: string }>('select distinct region from location order by region');

/** A location by its code, whatever the case of its letters. */
export function location(reader: Reader, region: string, code: string): Promise<LocationRow | undefined> {
  return reader.one(LOCATION, region, code.toLowerCase());
}

/** A location as orders see it: without its billing modes, the long text that few of them ask for. */
export type OrderedLocation = Pick<LocationRow, 'code' | 'region' | 'providers'>;

const ORDERED = query<OrderedLocation>(
  'select code, region, providers from location where region = ? and code_key = ?',
);

/** The same for an order. */
export function orderedLocation(
  reader: Reader,
  region: string,
  code: string,
): Promise<OrderedLocation | undefined> {
  return reader.one(ORDERED, region, code.toLowerCase());
}

/** Locations of a Region. */
export function locationsOf(reader: Reader, region: string): Promise<readonly LocationRow[]> {
  return reader.all(LOCATIONS, region);
}

/** Every Region that has a location. */
export async function regionNames(reader: Reader): Promise<readonly string[]> {
  return (await reader.all(REGIONS)).map(({ region }) => region);
}

export function device(reader: Reader, id: string): Promise<DeviceRow | undefined> {
  return reader.one(DEVICE, id);
}

/** Devices of a location, in the order of choice. */
export function devicesAt(reader: Reader, region: string, code: string): Promise<readonly DeviceRow[]> {
  return reader.all(AT_LOCATION, region, code);
}

/** Devices of a Region, by location. */
export function devicesIn(reader: Reader, region: string): Promise<readonly DeviceRow[]> {
  return reader.all(IN_REGION, region);
}

export function port(reader: Reader, deviceId: string, number: number): Promise<PortRow | undefined> {
  return reader.one(PORT, deviceId, number);
}

export function portsOf(reader: Reader, deviceId: string): Promise<readonly PortRow[]> {
  return reader.all(OF_DEVICE, deviceId);
}

/** Free ports of a speed, those without MACsec first unless it is asked for. */
export function freePorts(reader: Reader, deviceId: string, speed: string, macSec: boolean, limit: number) {
  return reader.all(FREE, deviceId, speed, macSec ? 1 : 0, limit);
}

/** Highest port number of a device; 0 when it has none. */
export async function lastPortNumber(reader: Reader, deviceId: string): Promise<number> {
  return (await reader.one(LAST, deviceId))?.last ?? 0;
}
