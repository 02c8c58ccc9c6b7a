import { granted } from '../../domain/fault.ts';
import { type OrderedPort, type Site, unknownLocation } from '../../domain/connection/order.ts';
import { type Candidate, type ChosenPorts, choosePorts } from '../../domain/inventory/choose-port.ts';
import { devicesAt, freePorts, lastPortNumber, location } from '../../store/queries/inventory.ts';
import type { Reader } from '../../store/store.ts';
import type { DeviceRow, LocationRow } from '../../store/tables/inventory.ts';
import type { QueryContext } from '../operation.ts';

/** A location with its devices, as orders see it. */
export interface OrderedSite {
  readonly site: Site;
  readonly row: LocationRow;
  readonly devices: readonly DeviceRow[];
}

/**
 * The location of an order in the called Region.
 *
 * @throws ServiceFault when there is none of that code
 */
export async function siteOf(ctx: QueryContext, code: string): Promise<OrderedSite> {
  const { reader, region } = ctx.look;
  const row = await location(reader, region, code);
  if (row === undefined) return granted(unknownLocation(code, region));
  const devices = await devicesAt(reader, region, row.code);
  return { row, devices, site: siteFrom(row, devices) };
}

/** What a location offers: the union of its devices. */
export function siteFrom(row: LocationRow, devices: readonly DeviceRow[]): Site {
  const union = (lists: readonly string[]) =>
    [...new Set(lists.flatMap((list) => JSON.parse(list) as readonly string[]))].toSorted();
  return {
    code: row.code,
    region: row.region,
    speeds: union(devices.map(({ speeds }) => speeds)),
    macSecSpeeds: union(devices.map(({ macSecSpeeds }) => macSecSpeeds)),
    providers: JSON.parse(row.providers) as readonly string[],
  };
}

export interface PortsWanted {
  readonly port: OrderedPort;
  readonly count: number;
  readonly wanted?: string | undefined;
  readonly existing?: string | undefined;
}

/**
 * Ports for an order at a location, all on one device.
 *
 * @throws ServiceFault when no device has room
 */
export async function portsFor(ctx: QueryContext, at: OrderedSite, wish: PortsWanted): Promise<ChosenPorts> {
  const { reader } = ctx.look;
  const { speed, macSec } = wish.port;
  const candidates = await Promise.all(at.devices.map((device) => candidate(reader, device, wish)));
  return granted(choosePorts(candidates, { ...wish, speed, macSec }));
}

async function candidate(
  reader: Reader,
  device: DeviceRow,
  { port, count }: PortsWanted,
): Promise<Candidate> {
  const free = await freePorts(reader, device.id, port.speed, port.macSec, count);
  const grows = device.grows === 1;
  return {
    id: device.id,
    ordinal: device.ordinal,
    speeds: JSON.parse(device.speeds) as readonly string[],
    macSecSpeeds: JSON.parse(device.macSecSpeeds) as readonly string[],
    grows,
    open: device.open === 1,
    free: free.map(({ number }) => number),
    next: grows ? (await lastPortNumber(reader, device.id)) + 1 : 0,
  };
}
