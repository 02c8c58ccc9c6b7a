import { devicesAt, device as deviceNamed, location, portsOf } from '../../store/queries/inventory.ts';
import { type DeviceRow, devices, type LocationRow, locations, ports } from '../../store/tables/inventory.ts';
import type { Work } from '../../work/context.ts';
import { conflict, invalid } from '../problem.ts';
import { type Infer, list, object, optional } from '../schema.ts';
import { deviceId, locationCode, regionName, words } from '../views/common.ts';
import { checkSpeeds, deviceMembers, newDevice, portSpeeds, storedDevice } from './devices.ts';
import { locationMembers, newLocation, storedLocation } from './locations.ts';
import { checkRange, declaredPort, numbersOf, portRange } from './ports.ts';

const importedDevice = object({
  deviceId,
  ...deviceMembers,
  portSpeeds,
  logicalId: optional(deviceId),
  ports: optional(list(portRange, { maxItems: 100 })),
});
const importedLocation = object({
  region: regionName,
  code: locationCode,
  name: words(200),
  ...locationMembers,
  devices: optional(list(importedDevice, { maxItems: 200 })),
});

/** A whole inventory, as a file holds it. */
export const inventory = object({ locations: list(importedLocation, { minItems: 1, maxItems: 500 }) });

type Location = Infer<typeof importedLocation>;
type Device = Infer<typeof importedDevice>;

/** What an import did, or would do, to one thing. */
export interface Imported {
  readonly what: 'location' | 'device' | 'ports';
  readonly id: string;
  readonly done: 'created' | 'updated' | 'unchanged';
}

/**
 * Brings sites, devices and ports to what a file says: what is not there is made, what is named differently is changed,
 * what the file does not name stays. Ports that are there stay as they are.
 *
 * @throws Problem when something does not fit; nothing is written then
 */
export async function importInventory(
  work: Work,
  { locations: wanted }: Infer<typeof inventory>,
): Promise<readonly Imported[]> {
  checkDoubles(wanted);
  const done: Imported[] = [];
  for (const one of wanted) {
    const { row, ...at } = await importLocation(work, one);
    done.push(at);
    const others = [...(await devicesAt(work.reader, row.region, row.code))];
    for (const device of one.devices ?? []) done.push(...(await importDevice(work, row, device, others)));
  }
  return done;
}

async function importLocation(work: Work, one: Location): Promise<Imported & { readonly row: LocationRow }> {
  const { region, code, name, devices: _devices, ...said } = one;
  const found = await location(work.reader, region, code);
  if (found === undefined) {
    const row = newLocation(region, code, name, said);
    work.write.insert(locations, row);
    return { what: 'location', id: `${region} ${code}`, done: 'created', row };
  }
  const changes = changed(found, { name, ...storedLocation(said) });
  const row = changes === undefined ? found : work.write.update(locations, found, changes);
  const id = `${region} ${found.code}`;
  return { what: 'location', id, done: changes === undefined ? 'unchanged' : 'updated', row };
}

async function importDevice(
  work: Work,
  at: LocationRow,
  one: Device,
  others: DeviceRow[],
): Promise<readonly Imported[]> {
  const id = one.deviceId;
  const found = await deviceNamed(work.reader, id);
  if (found !== undefined) checkPlace(found, at);
  const before = found ?? newDevice({ region: at.region, location: at.code }, one, others);
  const after = { ...before, ...storedDevice(one) };
  checkSpeeds(after);
  checkPlaceInOrder(after, others);
  others.push(after);
  const added = await addPorts(work, after, one.ports ?? []);
  const device = {
    what: 'device',
    id,
    done: writeDevice(work, found, { ...after, grows: 0 }, added),
  } as const;
  return added === 0 ? [device] : [device, { what: 'ports', id: `${id} ${added} ports`, done: 'created' }];
}

/** Declared ports end a device's growing. */
function writeDevice(
  work: Work,
  found: DeviceRow | undefined,
  after: DeviceRow,
  added: number,
): Imported['done'] {
  if (found === undefined) {
    work.write.insert(devices, after);
    return 'created';
  }
  const changes = changed(found, added > 0 ? after : { ...after, grows: found.grows });
  if (changes === undefined) return 'unchanged';
  work.write.update(devices, found, changes);
  return 'updated';
}

/** The members that differ; undefined when none does. */
function changed<R extends object>(row: R, wanted: Partial<R>): Partial<R> | undefined {
  const differing = Object.entries(wanted).filter(([name, value]) => row[name as keyof R] !== value);
  return differing.length === 0 ? undefined : (Object.fromEntries(differing) as Partial<R>);
}

/** Declares those ports that are not there; how many they are. */
async function addPorts(
  work: Work,
  row: DeviceRow,
  ranges: readonly Infer<typeof portRange>[],
): Promise<number> {
  const known = new Set((await portsOf(work.reader, row.id)).map(({ number }) => number));
  const before = known.size;
  for (const range of ranges) {
    checkRange(range, row);
    for (const number of numbersOf(range)) {
      if (known.has(number)) continue;
      known.add(number);
      work.write.insert(ports, declaredPort(row.id, number, range));
    }
  }
  return known.size - before;
}

function checkPlace({ id, region, location: code }: DeviceRow, at: LocationRow): void {
  if (region === at.region && code === at.code) return;
  throw conflict(
    `Device ${id} stands at ${code} in ${region}`,
    'Name it there, or give the one here another deviceId',
  );
}

function checkPlaceInOrder(row: DeviceRow, others: readonly DeviceRow[]): void {
  const rival = others.find(({ id, ordinal }) => id !== row.id && ordinal === row.ordinal);
  if (rival === undefined) return;
  throw invalid([{ field: `${row.id}.ordinal`, detail: `${row.ordinal} is that of ${rival.id}` }]);
}

function checkDoubles(wanted: readonly Location[]): void {
  const codes = wanted.map(({ region, code }) => `${region} ${code.toLowerCase()}`);
  const ids = wanted.flatMap(({ devices: some = [] }) => some.map((one) => one.deviceId));
  const doubles = [...codes, ...ids].filter((one, index, all) => all.indexOf(one) !== index);
  if (doubles.length === 0) return;
  throw invalid([{ field: 'body.locations', detail: `names ${doubles.join(', ')} more than once` }]);
}
