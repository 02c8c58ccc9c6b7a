import { rowsOf } from '../../store/table.ts';
import { Collision, type Reader, type TableContent } from '../../store/store.ts';
import { TABLES } from '../../store/tables/all.ts';
import { leases } from '../../store/tables/leases.ts';
import { type DeviceRow, devices, locations, type PortRow, ports } from '../../store/tables/inventory.ts';
import {
  type RecordRow,
  records,
  type StoredSettingRow,
  storedSettings,
} from '../../store/tables/records.ts';
import { CATALOGUE, CLOCK_OFFSET } from '../../store/setting-names.ts';
import { UNUSED } from '../../work/ports.ts';
import type { Call } from '../call.ts';
import { recordOf, settleBriefly } from '../call.ts';
import { invalid } from '../problem.ts';
import { type Rows, travels } from './snapshot.ts';

const ALL_DEVICES = rowsOf(devices, '');
const ALL_PORTS = rowsOf(ports, '');
const ALL_SETTINGS = rowsOf(storedSettings, '');

/** What is there before a lab is emptied or restored, as far as it matters afterwards. */
interface Before {
  readonly devices: readonly DeviceRow[];
  readonly ports: readonly PortRow[];
  readonly settings: readonly StoredSettingRow[];
}

async function whatIsThere(reader: Reader): Promise<Before> {
  const [there, numbered, settings] = await Promise.all([
    reader.all(ALL_DEVICES),
    reader.all(ALL_PORTS),
    reader.all(ALL_SETTINGS),
  ]);
  return { devices: there, ports: numbered, settings };
}

/** Empties a lab: what customers and operators have done is gone, its sites, devices and declared ports are free. */
export async function resetLab(call: Call, inventoryToo: boolean): Promise<void> {
  const { parts } = call;
  const now = parts.realNow();
  const before = await parts.store.atOneMoment(whatIsThere);
  const kept = inventoryToo ? { devices: [], ports: [] } : freed(before, now);
  await replace(call, [
    ...emptied(inventoryToo),
    { table: devices as never, rows: kept.devices },
    { table: ports as never, rows: kept.ports },
    // The catalogue stays marked as given, so that an emptied one is not filled again by the next start.
    {
      table: storedSettings as never,
      rows: before.settings.filter((row) => row.name !== CLOCK_OFFSET && !isLived(row)),
    },
    { table: records as never, rows: [recordOf(call, now, {}, [])] },
  ]);
}

const isLived = (row: StoredSettingRow) => travels(row) && row.name !== CATALOGUE;

/** Ports that exist only because they were ordered go; the others are free. What had been lit is to be looked at. */
function freed(before: Before, now: number): Pick<Before, 'devices' | 'ports'> {
  const used = usedDevices(before.ports);
  const grow = new Set(before.devices.filter(({ grows }) => grows === 1).map(({ id }) => id));
  return {
    devices: before.devices.map((row) => ({ ...row, dirtySince: used.has(row.id) ? now : null })),
    ports: before.ports.filter(({ deviceId }) => !grow.has(deviceId)).map(freedPort),
  };
}

function freedPort(row: PortRow): PortRow {
  return { ...row, state: 'free', ...UNUSED };
}

/** Puts the rows of a snapshot in the place of everything; the service's clock goes on from `now`. */
export async function restoreLab(call: Call, rows: Rows, now: number): Promise<void> {
  const { parts } = call;
  const before = await parts.store.atOneMoment(whatIsThere);
  const used = usedDevices([...before.ports, ...(rows[ports.name] as readonly PortRow[])]);
  const restored = rows[devices.name] as readonly DeviceRow[];
  const trail = rows[records.name] as readonly RecordRow[];
  const offset = { name: CLOCK_OFFSET, value: String(now - parts.realNow()), revision: 1 };
  const own = before.settings.filter((row) => !travels(row) && row.name !== CLOCK_OFFSET);
  const settings = (rows[storedSettings.name] as readonly StoredSettingRow[]).filter(travels);
  const replaced = [devices.name, records.name, storedSettings.name];
  await replace(call, [
    ...Object.entries(rows)
      .filter(([name]) => !replaced.includes(name))
      .map(contentOf),
    {
      table: devices as never,
      rows: restored.map((row) => ({ ...row, dirtySince: used.has(row.id) ? now : null })),
    },
    { table: storedSettings as never, rows: [...own, ...settings, offset] },
    { table: records as never, rows: [...trail, recordOf(call, now, {}, [])] },
  ]);
}

function contentOf([name, rows]: [string, Rows[string]]): TableContent {
  const found = TABLES.find(({ table }) => table.name === name);
  if (found === undefined) throw new Error(`there is no table ${name}`);
  return { table: found.table, rows };
}

function emptied(inventoryToo: boolean): readonly TableContent[] {
  return TABLES.filter(
    ({ table, holds }) => holds === 'history' || (inventoryToo && table.name === locations.name),
  )
    .filter(({ table }) => table.name !== records.name)
    .map(({ table }) => ({ table, rows: [] }));
}

function usedDevices(all: readonly PortRow[]): ReadonlySet<string> {
  return new Set(all.filter(({ connectionId }) => connectionId !== null).map(({ deviceId }) => deviceId));
}

async function replace({ parts }: Call, contents: readonly TableContent[]): Promise<void> {
  try {
    // What a server sees of an edge at this moment is not of the rows that come: it must look again.
    await parts.store.replace([...contents, { table: leases as never, rows: [] }]);
  } catch (error) {
    if (!(error instanceof Collision)) throw error;
    throw invalid([{ field: 'body.tables', detail: `do not fit together: ${error.message}` }]);
  }
  await parts.recall();
  parts.store.wake();
  await settleBriefly(parts);
}
