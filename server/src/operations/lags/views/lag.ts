import { lagShownMode } from '../../../domain/billing/pairs.ts';
import { isInReview } from '../../../domain/connection/lifecycle.ts';
import { lagPrefixPool } from '../../../domain/prefix-pool.ts';
import { limiterStatus, poolStatus } from '../../../domain/virtual-interface/pool-use.ts';
import type { Lag, Tag } from '../../../model/types.gen.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { LagRow } from '../../../store/tables/lags.ts';
import { connectionView } from '../../connections/views/connection.ts';
import { redundancyOf } from '../../connections/views/port-members.ts';
import type { LagSurroundings } from './surroundings.ts';

/**
 * A LAG on the wire: which members are always there and which only when they apply is fidelity 1.18.
 *
 * @param members connections in it, in any order
 * @param viewer account that reads
 */
export function lagView(
  row: LagRow,
  members: readonly ConnectionRow[],
  around: LagSurroundings,
  viewer: string,
): Lag {
  const known = members.some(({ state }) => !isInReview(state));
  return {
    lagId: row.id,
    lagName: row.name,
    ownerAccount: row.account,
    lagState: row.state,
    location: row.location,
    region: row.region,
    numberOfConnections: members.length,
    minimumLinks: row.minimumLinks,
    connectionsBandwidth: row.bandwidth,
    connections: listed(row, members).map((member) => connectionView(member, around.members, viewer)),
    ...deviceMembers(row, around),
    allowsHostedConnections: row.allowsHosted === 1,
    // As on its members: false while all are requested (GUESS #34).
    jumboFrameCapable: known,
    // As on its members: unknown while all are requested.
    hasLogicalRedundancy: redundancyOf(known, around.device),
    tags: JSON.parse(row.tags) as readonly Tag[],
    macSecCapable: row.macSec === 1,
    billingMode: lagShownMode(row.billingMode, members, around.members.paired),
    ...(row.providerName === null ? {} : { providerName: row.providerName }),
    ...(row.macSec === 1 ? macSecMembers(row, around) : {}),
    ...(row.allowsHosted === 1 ? {} : poolMembers(row, members, around)),
  };
}

/** Connections that were ordered with the LAG or after it come first, those that are older than it last [CLI]. */
function listed(row: LagRow, members: readonly ConnectionRow[]): readonly ConnectionRow[] {
  const older = (member: ConnectionRow) => (member.seq < row.seq ? 1 : 0);
  return members.toSorted((a, b) => older(a) - older(b) || a.seq - b.seq);
}

/** A LAG has its device at once [CLI]; all three members are sent (guesses #35). */
function deviceMembers(row: LagRow, { device }: LagSurroundings): Partial<Lag> {
  const { deviceId } = row;
  return { awsDevice: deviceId, awsDeviceV2: deviceId, awsLogicalDeviceId: device?.logicalId ?? deviceId };
}

function macSecMembers(row: LagRow, { macSecKeys }: LagSurroundings): Partial<Lag> {
  return {
    ...(row.encryptionMode === null ? {} : { encryptionMode: row.encryptionMode }),
    macSecKeys,
  };
}

/**
 * Prefixes: a member's pool for each member whose layer 1 is done [UG26]. Rate limiters: a member's for each member
 * (GUESS, fidelity 5). A partner's LAG has neither [UG26].
 */
function poolMembers(row: LagRow, members: readonly ConnectionRow[], around: LagSurroundings): Partial<Lag> {
  return {
    rateLimiterStatus: limiterStatus(around.members.limiters * members.length, around.use),
    ...poolStatus(lagPrefixPool(row.bandwidth, members), around.use),
  };
}
