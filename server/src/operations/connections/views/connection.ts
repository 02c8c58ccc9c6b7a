import { shownMode } from '../../../domain/billing/modes.ts';
import { connectionLifecycle } from '../../../domain/connection/lifecycle.ts';
import { wireState } from '../../../domain/lifecycle.ts';
import { prefixPoolOf } from '../../../domain/prefix-pool.ts';
import { QUOTAS } from '../../../domain/quota.ts';
import type { Connection, MacSecKey, Tag } from '../../../model/types.gen.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * A connection on the wire: which members are always there and which only when they apply is behaviour.md 1.18.
 *
 * @param viewer account that reads: tags are the owner's alone [TF][UG23]
 */
export function connectionView(row: ConnectionRow, around: Surroundings, viewer: string): Connection {
  const known = row.state !== 'requested' && row.state !== 'ordering';
  return {
    ownerAccount: row.account,
    connectionId: row.id,
    connectionName: row.name,
    connectionState: stateOf(row),
    region: row.region,
    location: row.location,
    bandwidth: row.bandwidth,
    // False while requested, true from pending on (GUESS, behaviour.md 12 #34).
    jumboFrameCapable: known,
    // Unknown while requested, `no` afterwards (GUESS, behaviour.md 12 #33).
    hasLogicalRedundancy: known ? 'no' : 'unknown',
    tags: row.account === viewer ? (JSON.parse(row.tags) as readonly Tag[]) : [],
    macSecCapable: row.macSec === 1,
    billingMode: shownMode(row.billingMode, around.paired.has(row.id)),
    ...(row.lagId === null ? {} : { lagId: row.lagId }),
    ...(row.providerName === null ? {} : { providerName: row.providerName }),
    ...(row.loaIssuedAt === null ? {} : { loaIssueTime: row.loaIssuedAt / 1_000 }),
    ...(known ? deviceMembers(row, around) : {}),
    ...(row.kind === 'hosted' ? hostedMembers(row, around) : {}),
    ...(known && row.kind === 'dedicated' ? poolMembers(row) : {}),
    ...(known && row.macSec === 1 ? macSecMembers(row, around) : {}),
  };
}

/** The state as the wire spells it. */
export function stateOf(row: ConnectionRow): NonNullable<Connection['connectionState']> {
  const lifecycle = connectionLifecycle as Parameters<typeof wireState>[0];
  return wireState(lifecycle, row.state) as NonNullable<Connection['connectionState']>;
}

/** Absent on `requested` connections [TUT]; all three are sent from `pending` on (behaviour.md 12 #35). */
function deviceMembers(row: ConnectionRow, around: Surroundings): Partial<Connection> {
  if (row.deviceId === null) return {};
  const logical = around.devices.get(row.deviceId)?.logicalId ?? row.deviceId;
  return { awsDevice: row.deviceId, awsDeviceV2: row.deviceId, awsLogicalDeviceId: logical };
}

function hostedMembers(row: ConnectionRow, around: Surroundings): Partial<Connection> {
  return {
    ...(row.vlan === null ? {} : { vlan: row.vlan }),
    ...(row.partnerName === null ? {} : { partnerName: row.partnerName }),
    // Whether the parent can do MACsec [M].
    partnerInterconnectMacSecCapable: around.macSecParents.has(row.parentId ?? ''),
  };
}

/** Rate limiters and prefix pools of a port of one's own [UG26]; nothing of them is in use without virtual interfaces. */
function poolMembers(row: ConnectionRow): Partial<Connection> {
  const pool = prefixPoolOf(row.bandwidth);
  const max = QUOTAS.rateLimitersPerConnection;
  return {
    rateLimiterStatus: { maxAllowed: max, inUse: 0, remaining: max, totalBandwidth: '0Mbps' },
    prefixPoolSizeIpv4: pool,
    prefixPoolSizeIpv6: pool,
    prefixPoolUnallocatedCountIpv4: pool,
    prefixPoolUnallocatedCountIpv6: pool,
  };
}

function macSecMembers(row: ConnectionRow, around: Surroundings): Partial<Connection> {
  const keys: readonly MacSecKey[] = around.macSecKeys.get(row.lagId ?? row.id) ?? [];
  return {
    ...(row.encryptionMode === null ? {} : { encryptionMode: row.encryptionMode as 'must_encrypt' }),
    macSecKeys: keys,
    portEncryptionStatus: around.encrypted.has(row.id) ? 'Encryption Up' : 'Encryption Down',
  };
}
