import type { Interconnect } from '../../../model/types.gen.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import { portMembers, stateOf } from '../../connections/views/port-members.ts';
import type { Surroundings } from '../../connections/views/surroundings.ts';

/** An interconnect on the wire: a connection without owner, VLAN, partner, billing mode and rate limiters [M]. */
export function interconnectView(row: ConnectionRow, around: Surroundings, viewer: string): Interconnect {
  return {
    interconnectId: row.id,
    interconnectName: row.name,
    interconnectState: stateOf(row) as NonNullable<Interconnect['interconnectState']>,
    ...portMembers(row, around, viewer),
  };
}
