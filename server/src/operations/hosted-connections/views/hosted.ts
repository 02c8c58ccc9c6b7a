import type { Connection } from '../../../model/types.gen.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import { connectionView } from '../../connections/views/connection.ts';
import { surroundingsOf } from '../../connections/views/surroundings.ts';
import type { QueryContext } from '../../operation.ts';

/** Hosted connections as their partner sees them: the tags are the customers' [TF][UG23]. */
export async function hostedViews(
  ctx: QueryContext,
  rows: readonly ConnectionRow[],
): Promise<readonly Connection[]> {
  const around = await surroundingsOf(ctx.look.reader, rows);
  return rows.map((row) => connectionView(row, around, ctx.caller.account));
}
