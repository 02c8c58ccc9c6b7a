import type { Reader } from '../store.ts';
import { type ResiliencyAssociationRow, resiliencyAssociations } from '../tables/resiliency.ts';
import { rowsOf } from '../table.ts';

const OF_CONNECTION = rowsOf(resiliencyAssociations, 'where connection_id = ?');

/** A connection's membership: it is in one group at most. */
export function associationOf(
  reader: Reader,
  connectionId: string,
): Promise<ResiliencyAssociationRow | undefined> {
  return reader.one(OF_CONNECTION, connectionId);
}
