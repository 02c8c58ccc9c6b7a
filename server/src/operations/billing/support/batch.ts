import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { checkId, unknownConnection } from '../../../domain/ids.ts';
import { ownedConnection } from '../../../store/queries/connections.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { QueryContext } from '../../operation.ts';

/**
 * The caller's connections of those ids, in their order; an id that is given twice stands once (GUESS).
 *
 * @throws ServiceFault when an id is malformed, unknown, or of a connection that is being deleted
 */
export async function batchOf(ctx: QueryContext, ids: readonly string[]): Promise<readonly ConnectionRow[]> {
  for (const id of ids) granted(checkId('Connection', id));
  const wanted = distinct(ids);
  const found = await Promise.all(wanted.map((id) => ownedConnection(ctx.look, id)));
  return wanted.map((id, index) => {
    const row = found[index];
    if (row === undefined || hasEnded(row)) return granted(unknownConnection(id));
    return row;
  });
}

/** Each value once, without the missing ones. */
export function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
