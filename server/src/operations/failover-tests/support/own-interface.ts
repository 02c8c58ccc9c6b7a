import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { checkId } from '../../../domain/ids.ts';
import { unknownInterface } from '../../../domain/virtual-interface/refusals.ts';
import { ownedInterface } from '../../../store/queries/virtual-interfaces.ts';
import type { VirtualInterfaceRow } from '../../../store/tables/virtual-interfaces.ts';
import type { QueryContext } from '../../operation.ts';

/**
 * A virtual interface that the caller owns: the owner of its connection alone may not test it [UG26].
 *
 * @throws ServiceFault when there is none
 */
export async function ownInterface({ look }: QueryContext, id: string): Promise<VirtualInterfaceRow> {
  granted(checkId('VirtualInterface', id));
  const row = await ownedInterface(look, id);
  return row === undefined || hasEnded(row) ? granted(unknownInterface(id)) : row;
}
