import { granted } from '../../../domain/fault.ts';
import { unknownAssociation } from '../../../domain/gateway/refusals.ts';
import { checkId } from '../../../domain/ids.ts';
import { seenAssociation } from '../../../store/queries/associations.ts';
import type { AssociationRow } from '../../../store/tables/gateways.ts';
import type { QueryContext } from '../../operation.ts';

/**
 * An association of a gateway of the caller's that is to be changed. One that ends already looks unknown (GUESS #52).
 *
 * @throws ServiceFault when the id is malformed, or names none
 */
export async function livingAssociation(ctx: QueryContext, id: string): Promise<AssociationRow> {
  granted(checkId('Association', id));
  const row = await seenAssociation(ctx.look, id);
  return row === undefined || row.state === 'disassociating' ? granted(unknownAssociation(id)) : row;
}
