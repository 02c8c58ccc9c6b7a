import type { SessionTimerState } from '../../domain/session-timer/lifecycle.ts';
import type { Reader } from '../store.ts';
import { type CloudGatewayRow, cloudGateways } from '../tables/cloud-gateways.ts';
import { type ConnectionRow, connections } from '../tables/connections.ts';
import { type FailoverTestRow, failoverTests } from '../tables/failover-tests.ts';
import { type AssociationRow, associations } from '../tables/gateways.ts';
import { type DeviceRow, devices } from '../tables/inventory.ts';
import { type LagRow, lags } from '../tables/lags.ts';
import { type MacSecKeyRow, macSecKeys } from '../tables/macsec-keys.ts';
import { query, rowsOf } from '../table.ts';

const DIRTY = rowsOf(
  devices,
  `where dirty_since is not null and not exists
    (select 1 from lease l where l.name = 'edge ' || device.id and l.owner <> ? and l.expires_at > ?)
   order by dirty_since limit ?`,
);
const ON_DEVICE = rowsOf(
  connections,
  'where id in (select connection_id from port where device_id = ? and connection_id is not null)',
);
const LAGS_ON_DEVICE = rowsOf(
  lags,
  `where id in (select lag_id from connection where lag_id is not null and id in
    (select connection_id from port where device_id = ? and connection_id is not null))`,
);
const KEYS_ON_DEVICE = rowsOf(
  macSecKeys,
  `where parent_id in (select coalesce(lag_id, id) from connection where mac_sec = 1 and id in
    (select connection_id from port where device_id = ? and connection_id is not null))
   order by parent_id, seq`,
);
/** The virtual interfaces that live on a device: one column of theirs. */
const ofInterfaces = (column: string) =>
  `select ${column} from virtual_interface where device_id = ? and state not in ('deleted', 'rejected')`;
// A LAG that has lost all its members carries its virtual interfaces still.
const LAGS_OF_INTERFACES = rowsOf(
  lags,
  `where id in (${ofInterfaces('connection_id')} union
    select parent_id from connection where id in (${ofInterfaces('connection_id')}))`,
);
const HOSTED = rowsOf(connections, `where id in (${ofInterfaces('connection_id')}) and kind = 'hosted'`);
const RUNNING_TESTS = rowsOf(
  failoverTests,
  `where virtual_interface_id in (${ofInterfaces('id')}) and state = 'running'`,
);
const ASSOCIATIONS = rowsOf(
  associations,
  `where direct_connect_gateway_id in (${ofInterfaces('direct_connect_gateway_id')})`,
);
const NETWORKS = rowsOf(
  cloudGateways,
  `where id in (${ofInterfaces('virtual_gateway_id')} union
    select associated_id from gateway_association
    where direct_connect_gateway_id in (${ofInterfaces('direct_connect_gateway_id')}))`,
);

/** The outside of one port: its patch, the customer's optic, and what is broken. */
export interface WorldRow {
  readonly number: number;
  readonly patched: number;
  readonly farEndLit: number;
  readonly fault: string | null;
}

const WORLD = query<WorldRow>(
  `select p.number, case when c.state = 'connected' then 1 else 0 end as patched,
     p.far_end_lit as "farEndLit", p.fault
   from port p left join cross_connect c on c.connection_id = p.connection_id
   where p.device_id = ? and p.connection_id is not null`,
);

/** What is known of a port already. */
export interface KnownPortRow {
  readonly number: number;
  readonly link: string;
  readonly rxLight: number | null;
  readonly txLight: number | null;
  readonly encrypted: number;
}

const KNOWN_PORTS = query<KnownPortRow>(
  `select number, link, rx_light as "rxLight", tx_light as "txLight", encrypted
   from port where device_id = ? and connection_id is not null`,
);

/** A customer's router that somebody has touched, and what its flap does. */
export interface CustomerRow {
  readonly virtualInterfaceId: string;
  readonly silenced: number | null;
  readonly bfd: number | null;
  readonly wrongKey: number | null;
  readonly wrongAsn: number | null;
  /** 1: it has been told what to announce. */
  readonly told: number;
  readonly digest: string | null;
  readonly clearedAt: number | null;
  readonly flap: string | null;
}

const CUSTOMERS = query<CustomerRow>(
  `select v.id as "virtualInterfaceId", c.silenced, c.bfd, c.wrong_key as "wrongKey", c.wrong_asn as "wrongAsn",
     case when c.announcements_digest is not null then 1 when c.announcements is null then 0 else 1 end as told,
     c.announcements_digest as digest,
     c.cleared_at as "clearedAt", f.state as flap
   from virtual_interface v
     left join customer_router c on c.virtual_interface_id = v.id
     left join flap f on f.virtual_interface_id = v.id
   where v.device_id = ? and v.state not in ('deleted', 'rejected')
     and (c.virtual_interface_id is not null or f.virtual_interface_id is not null)`,
);

/** What is known of a session already. */
export interface SessionRow {
  readonly id: string;
  readonly answers: number;
  readonly status: 'up' | 'down';
  readonly statusSince: number;
  readonly statusCause: string;
  readonly idleMark: number | null;
  /** What it lives through before it changes. */
  readonly timer: SessionTimerState | null;
}

/** The same with the digest of what is announced in it: all that a fact may say. */
export interface KnownSessionRow extends SessionRow {
  readonly digest: string | null;
}

const SESSION = `p.id, p.answers, p.status, p.status_since as "statusSince", p.status_cause as "statusCause",
  p.idle_mark as "idleMark", t.state as timer`;
const TIMED_PEERS = `bgp_peer p left join session_timer t
    on t.virtual_interface_id = p.virtual_interface_id and t.peer_id = p.id`;
const SESSIONS = query<SessionRow>(
  `select ${SESSION} from ${TIMED_PEERS} where p.virtual_interface_id in (${ofInterfaces('id')})`,
);
// Where nothing is stored nothing is announced.
const KNOWN = query<KnownSessionRow>(
  `select ${SESSION}, case when r.peer_id is null then '' else r.digest end as digest
   from ${TIMED_PEERS} left join adj_rib_in r on r.peer_id = p.id
   where p.virtual_interface_id in (${ofInterfaces('id')})`,
);

/**
 * Devices that should do something else than what was last applied to them, and that no other server than `owner`
 * looks after at the real time `now`.
 */
export function dirtyDevices(
  reader: Reader,
  limit: number,
  { owner, now }: { readonly owner: string; readonly now: number },
): Promise<readonly DeviceRow[]> {
  return reader.all(DIRTY, owner, now, limit);
}

/** Connections with a port on the device. */
export function connectionsOn(reader: Reader, deviceId: string): Promise<readonly ConnectionRow[]> {
  return reader.all(ON_DEVICE, deviceId);
}

/** MACsec keys of all of them, by connection or LAG, oldest first. */
export async function keysOn(
  reader: Reader,
  deviceId: string,
): Promise<ReadonlyMap<string, readonly MacSecKeyRow[]>> {
  return Map.groupBy(await reader.all(KEYS_ON_DEVICE, deviceId), ({ parentId }) => parentId);
}

/** LAGs with a member on the device. */
export function lagsOn(reader: Reader, deviceId: string): Promise<readonly LagRow[]> {
  return reader.all(LAGS_ON_DEVICE, deviceId);
}

/** LAGs under the virtual interfaces of a device. */
export function lagsOfInterfaces(reader: Reader, deviceId: string): Promise<readonly LagRow[]> {
  return reader.all(LAGS_OF_INTERFACES, deviceId, deviceId);
}

/** Hosted connections that carry virtual interfaces of a device. */
export function hostedAt(reader: Reader, deviceId: string): Promise<readonly ConnectionRow[]> {
  return reader.all(HOSTED, deviceId);
}

/** Failover tests that run on virtual interfaces of a device. */
export function runningTestsAt(reader: Reader, deviceId: string): Promise<readonly FailoverTestRow[]> {
  return reader.all(RUNNING_TESTS, deviceId);
}

/** Associations of the gateways that virtual interfaces of a device are on. */
export function associationsAt(reader: Reader, deviceId: string): Promise<readonly AssociationRow[]> {
  return reader.all(ASSOCIATIONS, deviceId);
}

/** Virtual private and transit gateways behind the virtual interfaces of a device. */
export function networksAt(reader: Reader, deviceId: string): Promise<readonly CloudGatewayRow[]> {
  return reader.all(NETWORKS, deviceId, deviceId);
}

/** The simulated world around a device's ports. */
export function worldAround(reader: Reader, deviceId: string): Promise<readonly WorldRow[]> {
  return reader.all(WORLD, deviceId);
}

/** The ports of a device that are somebody's, as they are known. */
export function knownPorts(reader: Reader, deviceId: string): Promise<readonly KnownPortRow[]> {
  return reader.all(KNOWN_PORTS, deviceId);
}

/** The customers' routers behind the virtual interfaces of a device: those that somebody has touched. */
export function customersAround(reader: Reader, deviceId: string): Promise<readonly CustomerRow[]> {
  return reader.all(CUSTOMERS, deviceId);
}

/** The sessions of a device, as they are known. */
export function sessionsAround(reader: Reader, deviceId: string): Promise<readonly SessionRow[]> {
  return reader.all(SESSIONS, deviceId);
}

/** The sessions of a device with the digests of what is announced in them. */
export function knownSessions(reader: Reader, deviceId: string): Promise<readonly KnownSessionRow[]> {
  return reader.all(KNOWN, deviceId);
}
