import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { checkId } from '../../../domain/ids.ts';
import { ownersAlone, unknownInterface } from '../../../domain/virtual-interface/refusals.ts';
import { seenInterface } from '../../../store/queries/virtual-interfaces.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import type { QueryContext } from '../../operation.ts';

/**
 * A virtual interface of the caller's that is to be changed: one that is being deleted looks unknown (GUESS #52).
 *
 * @param act what its owner alone can do with it, in the words of the refusal that the owner of its connection gets
 * @throws ServiceFault when the id is malformed, names none, or one of another account
 */
export async function ownLivingInterface(
  ctx: QueryContext,
  id: string,
  act: string,
): Promise<VirtualInterfaceRow> {
  return own(ctx, await seenLivingInterface(ctx, id), act);
}

/**
 * One that the caller sees, if it is the caller's.
 *
 * @throws ServiceFault when it is not
 */
export function own({ caller }: QueryContext, row: VirtualInterfaceRow, act: string): VirtualInterfaceRow {
  return row.account === caller.account ? row : granted(ownersAlone(row.id, act));
}

/**
 * The same of one that the caller owns, or that runs over a connection of the caller's.
 *
 * @throws ServiceFault as above
 */
export async function seenLivingInterface(ctx: QueryContext, id: string): Promise<VirtualInterfaceRow> {
  granted(checkId('VirtualInterface', id));
  return living(id, await seenInterface(ctx.look, id));
}

function living(id: string, row: VirtualInterfaceRow | undefined): VirtualInterfaceRow {
  return row === undefined || hasEnded(row) ? granted(unknownInterface(id)) : row;
}
