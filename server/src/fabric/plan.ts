import type { ConnectionState } from '../domain/connection/lifecycle.ts';
import type { MacSecKeyState } from '../domain/macsec/lifecycle.ts';
import type { EdgeConfig, WantedLag, WantedMacSec, WantedPort } from './fabric.ts';
import { type PlannedTraffic, planInterfaces, planVrfs } from './plan-interfaces.ts';
import type { WantedParent } from './wanted-interface.ts';

/** What the plan needs to know of a connection with a port on the edge. */
export interface PlannedConnection {
  readonly id: string;
  readonly state: ConnectionState;
  readonly portNumber: number;
  readonly speed: string;
  readonly lagId: string | null;
  readonly encryptionMode: string | null;
  readonly keys: readonly { readonly ckn: string; readonly state: MacSecKeyState }[];
}

export interface PlannedLag {
  readonly id: string;
  readonly minimumLinks: number;
}

/** States in which the port of a connection is lit. */
const ENABLED: readonly ConnectionState[] = ['pending', 'available', 'down', 'rekeying', 'moving'];

/** Rows in, the edge's wanted state out. Pure: the same rows give the same plan, whatever their order and the driver. */
export function planEdge(
  edge: string,
  connections: readonly PlannedConnection[],
  lags: readonly PlannedLag[],
  traffic: PlannedTraffic,
): EdgeConfig {
  const ports = connections.toSorted((a, b) => a.portNumber - b.portNumber).map(plannedPort);
  const virtualInterfaces = planInterfaces(traffic, parents(ports, lags));
  return {
    edge,
    ports,
    lags: lags.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((lag) => plannedLag(lag, ports)),
    vrfs: planVrfs(traffic, virtualInterfaces),
    virtualInterfaces,
  };
}

/** Where a connection or LAG enters the edge: a member of a LAG enters by the LAG. */
function parents(ports: readonly WantedPort[], lags: readonly PlannedLag[]) {
  const all = new Map<string, WantedParent>(lags.map(({ id }) => [id, { lag: id }]));
  for (const { connectionId, lagId, number } of ports)
    all.set(connectionId, lagId === null ? { port: number } : { lag: lagId });
  return (id: string) => all.get(id);
}

function plannedPort(connection: PlannedConnection): WantedPort {
  return {
    number: connection.portNumber,
    enabled: ENABLED.includes(connection.state),
    speed: connection.speed,
    connectionId: connection.id,
    lagId: connection.lagId,
    macSec: plannedMacSec(connection),
  };
}

function plannedMacSec({ encryptionMode, keys }: PlannedConnection): WantedMacSec | null {
  if (encryptionMode === null) return null;
  const ckns = keys.filter(({ state }) => state === 'associated').map(({ ckn }) => ckn);
  return { mode: encryptionMode as WantedMacSec['mode'], ckns: ckns.toReversed() };
}

function plannedLag(lag: PlannedLag, ports: readonly WantedPort[]): WantedLag {
  const members = ports
    .filter(({ lagId, enabled }) => lagId === lag.id && enabled)
    .map(({ number }) => number);
  return { id: lag.id, minimumLinks: lag.minimumLinks, members };
}
