import { textsIn } from '../../domain/texts-in.ts';
import type { Reader } from '../../store/store.ts';
import { devicesAt } from '../../store/queries/inventory.ts';
import { portCounts } from '../../store/queries/capacity.ts';
import type { DeviceRow, LocationRow } from '../../store/tables/inventory.ts';
import { choice, flag, type Infer, integer, list, nullable, object, text } from '../schema.ts';
import { portSpeed, regionName } from './common.ts';

export const billingModeSchema = object({
  billingMode: choice([
    'PayAsYouGo',
    'FlatRateTier1',
    'FlatRateTier2',
    'FlatRateTier3',
    'FlatRateTier4',
    'FlatRateTier5',
  ]),
  availablePortSpeeds: list(portSpeed),
  includedRegions: list(regionName),
});

/** A site that sells ports. */
export const locationSchema = object(
  {
    region: text(),
    code: text(),
    name: text(),
    address: nullable(text({ description: 'Postal address of the facility, for letters.' })),
    providers: list(text(), { description: 'Who patches cross connects there.' }),
    billingModes: list(billingModeSchema),
    source: choice(['catalogue', 'operator'], "catalogue: the lab's own."),
    portSpeeds: list(text(), { description: 'What its devices offer.' }),
    macSecPortSpeeds: list(text()),
    devices: list(text(), { description: 'Ids, in the order of choice.' }),
  },
  { title: 'Location' },
);

export async function locationView(reader: Reader, row: LocationRow): Promise<Infer<typeof locationSchema>> {
  const there = await devicesAt(reader, row.region, row.code);
  return {
    region: row.region,
    code: row.code,
    name: row.name,
    address: row.address,
    providers: textsIn(row.providers),
    billingModes: JSON.parse(row.billingModes) as Infer<typeof locationSchema>['billingModes'],
    source: row.source,
    portSpeeds: union(there.map(({ speeds }) => speeds)),
    macSecPortSpeeds: union(there.map(({ macSecSpeeds }) => macSecSpeeds)),
    devices: there.map(({ id }) => id),
  };
}

/** A router or switch whose ports are sold. */
export const deviceSchema = object(
  {
    deviceId: text(),
    region: text(),
    location: text(),
    ordinal: integer({ description: 'Order of choice within the location, from 1.' }),
    logicalId: text(),
    rack: text(),
    panel: text(),
    portSpeeds: list(text()),
    macSecPortSpeeds: list(text()),
    grows: flag('Ports are made as they are ordered; a device with declared ports does not grow.'),
    open: flag('Takes new orders.'),
    logicalRedundancy: flag('Connections and LAGs on it have logical redundancy.'),
    ports: object({
      free: integer(),
      taken: integer(),
      ceasing: integer(),
      reserved: integer(),
      quarantined: integer(),
    }),
  },
  { title: 'Device' },
);

export async function deviceView(reader: Reader, row: DeviceRow): Promise<Infer<typeof deviceSchema>> {
  const counts = await portCounts(reader, row.id);
  return {
    deviceId: row.id,
    region: row.region,
    location: row.location,
    ordinal: row.ordinal,
    logicalId: row.logicalId,
    rack: row.rack,
    panel: row.panel,
    portSpeeds: textsIn(row.speeds),
    macSecPortSpeeds: textsIn(row.macSecSpeeds),
    grows: row.grows === 1,
    open: row.open === 1,
    logicalRedundancy: row.redundant === 1,
    ports: { free: 0, taken: 0, ceasing: 0, reserved: 0, quarantined: 0, ...counts },
  };
}

function union(lists: readonly string[]): readonly string[] {
  return [...new Set(lists.flatMap(textsIn))].toSorted();
}
