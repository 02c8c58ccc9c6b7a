import { shownMode } from '../../../domain/billing/modes.ts';
import { prefixPoolOf } from '../../../domain/prefix-pool.ts';
import { limiterStatus, poolStatus, UNUSED } from '../../../domain/virtual-interface/pool-use.ts';
import type { Connection } from '../../../model/types.gen.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import { isKnown } from './known.ts';
import { portMembers, stateOf } from './port-members.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * A connection on the wire: which members are always there and which only when they apply is fidelity 1.18.
 *
 * @param viewer account that reads: tags are the owner's alone [TF][UG23]
 */
export function connectionView(row: ConnectionRow, around: Surroundings, viewer: string): Connection {
  return {
    ownerAccount: row.account,
    connectionId: row.id,
    connectionName: row.name,
    connectionState: stateOf(row),
    ...portMembers(row, around, viewer),
    billingMode: shownMode(row.billingMode, around.paired.has(row.id)),
    ...(row.kind === 'hosted' ? hostedMembers(row, around) : {}),
    ...(isKnown(row) && row.kind === 'dedicated' ? poolMembers(row, around) : {}),
  };
}

function hostedMembers(row: ConnectionRow, around: Surroundings): Partial<Connection> {
  const parentId = row.parentId ?? '';
  return {
    ...(row.vlan === null ? {} : { vlan: row.vlan }),
    ...(row.partnerName === null ? {} : { partnerName: row.partnerName }),
    // The LAG that carries it [CLI associate-hosted-connection].
    ...(parentId.startsWith('dxlag-') ? { lagId: parentId } : {}),
    // Whether the parent can do MACsec [M].
    partnerInterconnectMacSecCapable: around.macSecParents.has(parentId),
  };
}

/** Rate limiters and prefix pools of a port of one's own [UG26]: what runs over a LAG takes from the LAG's. */
function poolMembers(row: ConnectionRow, { uses, limiters }: Surroundings): Partial<Connection> {
  const use = uses.get(row.id) ?? UNUSED;
  return {
    rateLimiterStatus: limiterStatus(limiters, use),
    ...poolStatus(prefixPoolOf(row.bandwidth), use),
  };
}
