import { granted } from '../../domain/fault.ts';
import { type OrderedPort, type Site, unknownLocation } from '../../domain/connection/order.ts';
import {
  type ChosenPorts,
  devicesFor,
  noRoom,
  type OfferingDevice,
  type PortWish,
  type Room,
  takeFrom,
} from '../../domain/inventory/choose-port.ts';
import {
  devicesAt,
  freePorts,
  lastPortNumber,
  type OrderedLocation,
  orderedLocation,
} from '../../store/queries/inventory.ts';
import type { Reader } from '../../store/store.ts';
import type { DeviceRow } from '../../store/tables/inventory.ts';
import type { QueryContext } from '../operation.ts';
import { parsed } from './parsed.ts';

/** A location with its devices, as orders see it. */
export interface OrderedSite {
  readonly site: Site;
  readonly row: OrderedLocation;
  readonly devices: readonly DeviceRow[];
}

/**
 * The location of an order in the called Region.
 *
 * @throws ServiceFault when there is none of that code
 */
export async function siteOf(ctx: QueryContext, code: string): Promise<OrderedSite> {
  const { reader, region } = ctx.look;
  const row = await orderedLocation(reader, region, code);
  if (row === undefined) return granted(unknownLocation(code, region));
  const devices = await devicesAt(reader, region, row.code);
  return { row, devices, site: siteFrom(row, devices) };
}

/** What a location offers: the union of its devices. */
export function siteFrom(row: OrderedLocation, devices: readonly DeviceRow[]): Site {
  const union = (lists: readonly string[]) => [...new Set(lists.flatMap(listOf))].toSorted();
  return {
    code: row.code,
    region: row.region,
    speeds: union(devices.map(({ speeds }) => speeds)),
    macSecSpeeds: union(devices.map(({ macSecSpeeds }) => macSecSpeeds)),
    providers: listOf(row.providers),
  };
}

export interface PortsWanted {
  readonly port: OrderedPort;
  readonly count: number;
  readonly wanted?: string | undefined;
  readonly existing?: string | undefined;
}

/**
 * Ports for an order at a location, all on one device: the first in the order of choice that has room.
 *
 * @throws ServiceFault when none has
 */
export async function portsFor(
  ctx: QueryContext,
  at: OrderedSite,
  { port, ...rest }: PortsWanted,
): Promise<ChosenPorts> {
  const wish = { ...rest, speed: port.speed, macSec: port.macSec };
  for (const device of devicesFor(at.devices.map(offering), wish)) {
    const chosen = takeFrom(await roomOn(ctx.look.reader, device, wish), wish.count);
    if (chosen !== undefined) return chosen;
  }
  return granted(noRoom(wish, at.devices));
}

async function roomOn(reader: Reader, { id, grows }: OfferedDevice, wish: PortWish): Promise<Room> {
  const ports = await freePorts(reader, id, wish.speed, wish.macSec, wish.count);
  const free = ports.map(({ number }) => number);
  const short = free.length < wish.count;
  return { device: id, free, next: grows && short ? (await lastPortNumber(reader, id)) + 1 : undefined };
}

interface OfferedDevice extends OfferingDevice {
  /** Makes ports as they are ordered: only declared scarcity is scarce. */
  readonly grows: boolean;
}

function offering(row: DeviceRow): OfferedDevice {
  return {
    id: row.id,
    ordinal: row.ordinal,
    speeds: listOf(row.speeds),
    macSecSpeeds: listOf(row.macSecSpeeds),
    open: row.open === 1,
    grows: row.grows === 1,
  };
}

const listOf = (text: string) => parsed(text) as readonly string[];
