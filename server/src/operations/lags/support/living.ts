import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { checkId, unknownConnection, unknownLag } from '../../../domain/ids.ts';
import { ownedConnection } from '../../../store/queries/connections.ts';
import { ownedLag } from '../../../store/queries/lags.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { LagRow } from '../../../store/tables/lags.ts';
import type { QueryContext } from '../../operation.ts';

/**
 * A LAG of the caller's that is to be changed: a deleted one looks unknown (GUESS #52).
 *
 * @throws ServiceFault when the id is malformed, or names none
 */
export async function livingLag(ctx: QueryContext, id: string): Promise<LagRow> {
  granted(checkId('Lag', id));
  const row = await ownedLag(ctx.look, id);
  return row === undefined || hasEnded(row) ? granted(unknownLag(id)) : row;
}

/**
 * A connection of any kind of the caller's that is to be moved: one that is being deleted looks unknown.
 *
 * @throws ServiceFault as above
 */
export async function livingConnection(ctx: QueryContext, id: string): Promise<ConnectionRow> {
  granted(checkId('Connection', id));
  const row = await ownedConnection(ctx.look, id);
  return row === undefined || hasEnded(row) ? granted(unknownConnection(id)) : row;
}
