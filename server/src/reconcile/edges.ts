import { portSpeedOf } from '../domain/bandwidth.ts';
import type { EdgeConfig } from '../fabric/fabric.ts';
import { planEdge } from '../fabric/plan.ts';
import { peersAt } from '../store/queries/bgp-peers.ts';
import {
  associationsAt,
  connectionsOn,
  dirtyDevices,
  hostedAt,
  keysOn,
  lagsOfInterfaces,
  lagsOn,
  networksAt,
  runningTestsAt,
} from '../store/queries/edges.ts';
import { edgeLease } from '../store/queries/leases.ts';
import { device } from '../store/queries/inventory.ts';
import { interfacesAt } from '../store/queries/virtual-interfaces.ts';
import type { Reader } from '../store/store.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import { type DeviceRow, devices } from '../store/tables/inventory.ts';
import { performAtEdge, type ReconcileParts } from './parts.ts';

const BATCH = 50;
/** An apply that takes longer hangs. */
const APPLY_MAX_MS = 60_000;

/**
 * Brings every edge that should do something else to its wanted state: the whole of it, every time. An edge that
 * changed again meanwhile stays marked, and one that another server looks after is left to it. Returns how many were
 * applied.
 */
export async function applyEdges(parts: ReconcileParts): Promise<number> {
  const { leases, store } = parts;
  const dirty = await dirtyDevices(store.reader, BATCH, { owner: leases.owner, now: leases.now() });
  let applied = 0;
  for (const row of dirty) {
    try {
      if (await leases.hold(edgeLease(row.id), () => applyEdge(parts, row), APPLY_MAX_MS)) applied += 1;
    } catch (error) {
      // Left for a later round, which must not follow at once; behind the others, which may be reachable.
      parts.onError('edges', error);
      await moveBack(parts, row.id);
      // Another server may reach it.
      await leases.letGo(edgeLease(row.id));
    }
  }
  return applied;
}

async function moveBack(parts: ReconcileParts, id: string): Promise<void> {
  await performAtEdge(parts, id, 'unreached', async (work) => {
    const fresh = await device(work.reader, id);
    if (fresh !== undefined) work.write.update(devices, fresh, { dirtySince: work.now });
  });
}

async function applyEdge(parts: ReconcileParts, row: DeviceRow): Promise<void> {
  const report = await parts.driver.apply(await wantedState(parts.store.reader, row.id));
  for (const { connectionId, problem } of report.problems) {
    parts.onError('edges', new Error(`${row.id}: ${connectionId}: ${problem}`));
  }
  await performAtEdge(parts, row.id, 'applied', async (work) => {
    const fresh = await device(work.reader, row.id);
    if (fresh?.revision === row.revision) work.write.update(devices, fresh, { dirtySince: null });
  });
}

/**
 * What an edge should do. It is read from what runs over its own ports and what lies behind their gateways: a virtual
 * interface elsewhere on the same gateway changes nothing here, SiteLink or not, since its routes come by BGP.
 */
export async function wantedState(reader: Reader, deviceId: string): Promise<EdgeConfig> {
  const [rows, keys, lags, traffic] = await Promise.all([
    connectionsOn(reader, deviceId),
    keysOn(reader, deviceId),
    lagsOn(reader, deviceId),
    trafficOn(reader, deviceId),
  ]);
  const planned = rows.map((row) => plannedConnection(row, keys));
  const under = traffic.lags.filter(({ id }) => !lags.some((lag) => lag.id === id));
  return planEdge(deviceId, planned, [...lags, ...under], traffic);
}

function plannedConnection(row: ConnectionRow, keys: Awaited<ReturnType<typeof keysOn>>) {
  const own = row.macSec === 1 ? keys.get(row.lagId ?? row.id) : undefined;
  return { ...row, portNumber: row.portNumber ?? 0, speed: portSpeedOf(row.bandwidth), keys: own ?? [] };
}

const NO_TRAFFIC = {
  interfaces: [],
  peers: [],
  tests: [],
  hosted: [],
  associations: [],
  networks: [],
  lags: [],
} as const;

/** What runs over the ports of a device. As many reads, however many virtual interfaces there are. */
async function trafficOn(reader: Reader, deviceId: string) {
  const interfaces = await interfacesAt(reader, deviceId);
  if (interfaces.length === 0) return NO_TRAFFIC;
  const [peers, tests, hosted, associations, networks, lags] = await Promise.all([
    peersAt(reader, deviceId),
    runningTestsAt(reader, deviceId),
    hostedAt(reader, deviceId),
    associationsAt(reader, deviceId),
    networksAt(reader, deviceId),
    lagsOfInterfaces(reader, deviceId),
  ]);
  return { interfaces, peers, tests, hosted, associations, networks, lags };
}
