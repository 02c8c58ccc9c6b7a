import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { groupIdOf, unknownGroup } from '../../../domain/resiliency/group.ts';
import { ownedGroup } from '../../../store/queries/resiliency.ts';
import type { ResiliencyGroupRow } from '../../../store/tables/resiliency.ts';
import type { QueryContext } from '../../operation.ts';

/**
 * The caller's group of that id; a deleted one stays readable for a while, as a client waits for `deleted` (GUESS).
 *
 * @throws ServiceFault when the id is malformed or unknown
 */
export async function groupOf(ctx: QueryContext, id: string): Promise<ResiliencyGroupRow> {
  const row = await ownedGroup(ctx.look, granted(groupIdOf(id)));
  return row ?? granted(unknownGroup(id));
}

/**
 * The caller's group, to be changed: one that is being deleted looks unknown (GUESS #52).
 *
 * @throws ServiceFault as above
 */
export async function livingGroup(ctx: QueryContext, id: string): Promise<ResiliencyGroupRow> {
  const row = await groupOf(ctx, id);
  return hasEnded(row) ? granted(unknownGroup(id)) : row;
}
