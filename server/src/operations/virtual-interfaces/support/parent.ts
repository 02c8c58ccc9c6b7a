import { mbpsOf } from '../../../domain/bandwidth.ts';
import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { checkId, unknownConnection, unknownLag } from '../../../domain/ids.ts';
import { allocatablePool, prefixPoolOf } from '../../../domain/prefix-pool.ts';
import type { Quotas } from '../../../domain/quota.ts';
import type { Host } from '../../../domain/virtual-interface/occupancy.ts';
import { checkParentConnection, checkParentLag } from '../../../domain/virtual-interface/parent.ts';
import { account } from '../../../store/queries/accounts.ts';
import { anyConnection, lagMembers, ownedConnection } from '../../../store/queries/connections.ts';
import { anyLag, ownedLag } from '../../../store/queries/lags.ts';
import { occupantsOf } from '../../../store/queries/virtual-interfaces.ts';
import { type ConnectionRow, connections } from '../../../store/tables/connections.ts';
import { type LagRow, lags } from '../../../store/tables/lags.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import { isKnown } from '../../connections/views/known.ts';
import { stateOf } from '../../connections/views/port-members.ts';
import type { Context, QueryContext } from '../../operation.ts';
import { quotasOf } from '../../support/account.ts';

/** A connection or LAG of the caller's that can carry a virtual interface, with what lives on it. */
export interface Parent extends Host {
  readonly id: string;
  readonly account: string;
  readonly location: string;
  readonly deviceId: string;
  /** Bandwidth in Mbit/s; of a LAG the sum of its members. */
  readonly mbps: number;
  /** Of a hosted connection: the VLAN that its partner gave it. */
  readonly vlan: number | null;
  readonly jumboFrameCapable: boolean;
}

/**
 * The connection or LAG that a virtual interface is to run on. What lives there is counted and compared, so it is
 * touched.
 *
 * @throws ServiceFault when the caller has none of that id, or it cannot carry one
 */
export async function parentOf(ctx: Context, id: string, quotas: Quotas): Promise<Parent> {
  granted(checkId('InterfaceParent', id));
  return id.startsWith('dxlag-') ? parentLag(ctx, id, quotas) : parentConnection(ctx, id, quotas);
}

async function parentConnection(ctx: Context, id: string, quotas: Quotas): Promise<Parent> {
  const row = await ownedConnection(ctx.look, id);
  if (row === undefined || hasEnded(row)) return granted(unknownConnection(id));
  granted(checkParentConnection({ ...row, state: stateOf(row) }));
  return connectionParent(ctx, row, quotas);
}

async function parentLag(ctx: Context, id: string, quotas: Quotas): Promise<Parent> {
  const row = await ownedLag(ctx.look, id);
  if (row === undefined || hasEnded(row)) return granted(unknownLag(id));
  granted(checkParentLag(row));
  return lagParent(ctx, row, quotas);
}

/** The connection or LAG that a virtual interface runs on, whoever owns it and whatever its state: touched as well. */
export async function carrierOf(ctx: Context, row: VirtualInterfaceRow): Promise<Parent> {
  const { reader } = ctx.look;
  const { connectionId: id } = row;
  const quotas = quotasOf(ctx, await account(reader, row.connectionAccount));
  if (id.startsWith('dxlag-')) {
    const lag = await anyLag(reader, id);
    if (lag !== undefined) return lagParent(ctx, lag, quotas);
  }
  const connection = await anyConnection(reader, id);
  if (connection === undefined) throw new Error(`${row.id} lives on ${id}, which is not there`);
  return connectionParent(ctx, connection, quotas);
}

async function connectionParent(ctx: Context, row: ConnectionRow, quotas: Quotas): Promise<Parent> {
  const { id } = row;
  ctx.write.touch(connections, row);
  const hosted = row.kind === 'hosted';
  return {
    id,
    ...placeOf(row),
    name: `Connection ${id}`,
    hosted,
    mbps: mbpsOf(row.bandwidth) ?? 0,
    vlan: hosted ? row.vlan : null,
    jumboFrameCapable: hosted ? await carriesJumbo(ctx, row.parentId ?? '') : isKnown(row),
    occupants: await occupantsOf(ctx.look.reader, id),
    limitersMax: quotas.rateLimitersPerConnection,
    // One on a hosted connection takes from no pool [UG26]; where quotas are off nothing is counted.
    prefixPool: hosted || !ctx.settings.quotas ? Number.POSITIVE_INFINITY : prefixPoolOf(row.bandwidth),
  };
}

async function lagParent(ctx: Context, row: LagRow, quotas: Quotas): Promise<Parent> {
  const { id } = row;
  ctx.write.touch(lags, row);
  const members = await lagMembers(ctx.look.reader, id);
  return {
    id,
    ...placeOf(row),
    name: `Lag ${id}`,
    hosted: false,
    mbps: members.reduce((total, { bandwidth }) => total + (mbpsOf(bandwidth) ?? 0), 0),
    vlan: null,
    jumboFrameCapable: members.some(isKnown),
    occupants: await occupantsOf(ctx.look.reader, id),
    limitersMax: quotas.rateLimitersPerConnection * members.length,
    prefixPool: ctx.settings.quotas ? allocatablePool(row.bandwidth, members) : Number.POSITIVE_INFINITY,
  };
}

function placeOf(row: ConnectionRow | LagRow) {
  const { account, location, deviceId } = row;
  if (deviceId === null) throw new Error(`${row.id} has no device`);
  return { account, location, deviceId };
}

/** Whether what carries a hosted connection takes jumbo frames [XC]: as it shows itself, not while it is only requested. */
async function carriesJumbo(ctx: QueryContext, parentId: string): Promise<boolean> {
  const { reader } = ctx.look;
  if (!parentId.startsWith('dxlag-')) {
    const parent = await anyConnection(reader, parentId);
    return parent !== undefined && isKnown(parent);
  }
  const [lag, members] = await Promise.all([anyLag(reader, parentId), lagMembers(reader, parentId)]);
  return lag !== undefined && members.some(isKnown);
}
