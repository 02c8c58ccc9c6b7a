import { devices, type PortRow, ports } from '../../store/tables/inventory.ts';
import { fibreToCease } from '../../store/queries/paperwork.ts';
import { scan } from '../../store/queries/scan.ts';
import type { Reader } from '../../store/store.ts';
import { act, type Call } from '../call.ts';
import { findPort, portNow, portParams } from '../find-port.ts';
import { page } from '../paging.ts';
import { conflict } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { choice, object, optional } from '../schema.ts';
import {
  deviceId,
  locationCode,
  pageMembers,
  pageOf,
  portSpeed,
  regionName,
  words,
} from '../views/common.ts';
import { PORT_STATES, portSchema, portView } from '../views/port.ts';

const note = object({ note: optional(words(500, 'Kept in the audit trail.')) });
type Mark = 'reserved' | 'quarantined' | 'free';

export const portRoutes: readonly Route[] = [
  route({
    name: 'listPorts',
    method: 'GET',
    path: '/ports',
    summary: 'Ports: all, or those of a device, location, Region, state or speed',
    role: 'viewer',
    query: object({
      device: optional(deviceId),
      location: optional(locationCode),
      region: optional(regionName),
      state: optional(choice(PORT_STATES)),
      speed: optional(portSpeed),
      ...pageMembers,
    }),
    answer: pageOf(portSchema),
    handle: async ({ parts, query }) => {
      const { reader } = parts.store;
      const { device, state, speed } = query;
      const there = await devicesAt(reader, query);
      const keep = (row: PortRow) =>
        (state === undefined || row.state === state) &&
        (speed === undefined || row.speed === speed) &&
        (there === undefined || there.has(row.deviceId));
      const where = device === undefined ? {} : { deviceId: device };
      return page(reader, query, { table: ports, where, keep }, (row) => portView(reader, row));
    },
  }),
  route({
    name: 'showPort',
    method: 'GET',
    path: '/ports/:port',
    summary: 'One port, with its link and light',
    role: 'viewer',
    params: portParams,
    answer: portSchema,
    handle: async ({ parts, params }) => {
      const { reader } = parts.store;
      return portView(reader, await findPort(reader, params.port));
    },
  }),
  mark('reservePort', 'reserve', 'reserved', 'Keeps a free port from orders'),
  mark('quarantinePort', 'quarantine', 'quarantined', 'Takes a port out of use, until it is released'),
  mark('releasePort', 'release', 'free', 'Gives a reserved or quarantined port back'),
];

function mark(name: string, action: string, state: Mark, summary: string): Route {
  return route({
    name,
    method: 'POST',
    path: `/ports/:port/${action}`,
    summary,
    role: 'operator',
    params: portParams,
    body: note,
    answer: portSchema,
    handle: (call) => marked(call, call.params.port, action, state),
  });
}

/** What each state of a port lets the operator do. */
const MARKS: { readonly [S in PortRow['state']]: readonly Mark[] } = {
  free: ['reserved', 'quarantined'],
  reserved: ['quarantined', 'free'],
  quarantined: ['free'],
  taken: [],
  ceasing: [],
};
const ACTIONS: { readonly [M in Mark]: string } = {
  reserved: 'reserve',
  quarantined: 'quarantine',
  free: 'release',
};

async function marked(call: Call, name: string, action: string, state: Mark) {
  const row = await act(call, async (work) => {
    const found = await findPort(work.reader, name);
    const possible = MARKS[found.state];
    if (possible.includes(state)) return work.write.update(ports, found, { state });
    const why = `Port ${name} is ${found.state}: ${action} does not apply`;
    throw conflict(why, await nextOf(work.reader, found));
  });
  return portNow(call, row);
}

/** What can be done about a port instead. */
async function nextOf(reader: Reader, row: PortRow): Promise<string> {
  if (row.connectionId !== null) return `It is free when its connection ${row.connectionId} is deleted`;
  if (row.state !== 'ceasing')
    return `From ${row.state} there are: ${MARKS[row.state].map((next) => ACTIONS[next]).join(', ')}`;
  const id = (await fibreToCease(reader, row.deviceId, row.number))?.connectionId;
  return `It is free when the fibre of ${id} has been taken out: crossconnect operator cross-connects ceased ${id}`;
}

/** Ids of the devices at a location or in a Region; undefined: wherever. */
async function devicesAt(
  reader: Reader,
  { location, region }: { readonly location?: string; readonly region?: string },
): Promise<ReadonlySet<string> | undefined> {
  if (location === undefined && region === undefined) return undefined;
  const found = await scan(reader, {
    table: devices,
    keep: (row) =>
      (location === undefined || row.location.toLowerCase() === location.toLowerCase()) &&
      (region === undefined || row.region === region),
    limit: Number.POSITIVE_INFINITY,
  });
  return new Set(found.rows.map(({ id }) => id));
}
