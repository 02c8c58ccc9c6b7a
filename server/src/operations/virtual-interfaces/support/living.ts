import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { checkId } from '../../../domain/ids.ts';
import { unknownInterface } from '../../../domain/virtual-interface/refusals.ts';
import { ownedInterface, seenInterface } from '../../../store/queries/virtual-interfaces.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import type { QueryContext } from '../../operation.ts';

/**
 * A virtual interface of the caller's that is to be changed: one that is being deleted looks unknown (GUESS #52).
 *
 * @throws ServiceFault when the id is malformed, or names none
 */
export async function ownLivingInterface(ctx: QueryContext, id: string): Promise<VirtualInterfaceRow> {
  granted(checkId('VirtualInterface', id));
  return living(id, await ownedInterface(ctx.look, id));
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
