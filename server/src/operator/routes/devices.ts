import { device, devicesAt } from '../../store/queries/inventory.ts';
import type { Reader } from '../../store/store.ts';
import { type DeviceRow, devices } from '../../store/tables/inventory.ts';
import type { Work } from '../../work/context.ts';
import { act, type Call } from '../call.ts';
import { checkSpeeds, deviceMembers, newDevice, portSpeeds, storedDevice } from '../inventory/devices.ts';
import { page } from '../paging.ts';
import { conflict, invalid, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { type Infer, object, optional } from '../schema.ts';
import { deviceId, locationCode, pageMembers, pageOf, regionName } from '../views/common.ts';
import { deviceSchema, deviceView } from '../views/inventory.ts';
import { locationOf } from './locations.ts';

export const deviceParams = object({ deviceId });
const update = object(deviceMembers);
const creation = object({
  deviceId,
  region: regionName,
  location: locationCode,
  ...deviceMembers,
  portSpeeds,
  logicalId: optional(deviceId),
});

export const deviceRoutes: readonly Route[] = [
  route({
    name: 'listDevices',
    method: 'GET',
    path: '/devices',
    summary: 'Devices whose ports are sold',
    role: 'viewer',
    query: object({ region: optional(regionName), location: optional(locationCode), ...pageMembers }),
    answer: pageOf(deviceSchema),
    handle: ({ parts, query }) => {
      const { reader } = parts.store;
      const { region, location } = query;
      const keep = (row: DeviceRow) =>
        (region === undefined || row.region === region) &&
        (location === undefined || row.location.toLowerCase() === location.toLowerCase());
      return page(reader, query, { table: devices, keep }, (row) => deviceView(reader, row));
    },
  }),
  route({
    name: 'createDevice',
    method: 'POST',
    path: '/devices',
    summary: 'Declares a device at a site; its ports come next',
    role: 'operator',
    body: creation,
    status: 201,
    answer: deviceSchema,
    handle: async (call) => deviceView(call.parts.store.reader, await create(call, call.body)),
  }),
  route({
    name: 'showDevice',
    method: 'GET',
    path: '/devices/:deviceId',
    summary: 'One device',
    role: 'viewer',
    params: deviceParams,
    answer: deviceSchema,
    handle: async ({ parts, params }) => {
      const { reader } = parts.store;
      return deviceView(reader, await deviceOf(reader, params.deviceId));
    },
  }),
  route({
    name: 'updateDevice',
    method: 'PATCH',
    path: '/devices/:deviceId',
    summary: 'Changes what is named of a device',
    role: 'operator',
    params: deviceParams,
    body: update,
    answer: deviceSchema,
    handle: async (call) => {
      const row = await act(
        call,
        async (work) => {
          const found = await deviceOf(work.reader, call.params.deviceId);
          const after = { ...found, ...storedDevice(call.body) };
          checkSpeeds(after);
          await checkOrdinal(work, after);
          return work.write.update(devices, found, storedDevice(call.body));
        },
        ({ region }) => ({ region }),
      );
      return deviceView(call.parts.store.reader, row);
    },
  }),
];

/** @throws Problem when there is none */
export async function deviceOf(reader: Reader, id: string): Promise<DeviceRow> {
  const row = await device(reader, id);
  if (row !== undefined) return row;
  throw notFound('device', id, 'GET /operator/v1/devices lists all (crossconnect operator devices list)');
}

function create(call: Call, wanted: Infer<typeof creation>): Promise<DeviceRow> {
  return act(
    call,
    async (work) => {
      const { region, code } = await locationOf(work.reader, wanted.region, wanted.location);
      if ((await device(work.reader, wanted.deviceId)) !== undefined) {
        throw conflict(
          `There is a device ${wanted.deviceId} already`,
          `Change it: PATCH /operator/v1/devices/${wanted.deviceId} (crossconnect operator devices update ${wanted.deviceId}), or take another id`,
        );
      }
      const others = await devicesAt(work.reader, region, code);
      const made = newDevice({ region, location: code }, wanted, others);
      checkSpeeds(made);
      await checkOrdinal(work, made);
      work.write.insert(devices, made);
      return made;
    },
    ({ region }) => ({ region }),
  );
}

async function checkOrdinal(work: Work, { id, region, location, ordinal: place }: DeviceRow): Promise<void> {
  const others = await devicesAt(work.reader, region, location);
  const taken = others.filter((other) => other.id !== id).map((other) => other.ordinal);
  if (!taken.includes(place)) return;
  throw invalid([
    { field: 'body.ordinal', detail: `${place} is another device's`, allowed: `none of ${taken.join(', ')}` },
  ]);
}
