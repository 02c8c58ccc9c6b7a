import type { Lag } from '../../../model/types.gen.ts';
import { lagMembers } from '../../../store/queries/connections.ts';
import type { Reader } from '../../../store/store.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { LagRow } from '../../../store/tables/lags.ts';
import { lagView } from './lag.ts';
import { lagSurroundingsOf } from './surroundings.ts';

/** A LAG as it is in the store. */
export async function storedLag(reader: Reader, row: LagRow, viewer: string): Promise<Lag> {
  return shownLag(reader, row, await lagMembers(reader, row.id), viewer);
}

/**
 * A LAG with the members that this unit of work leaves it.
 *
 * @param movedFrom the connection whose virtual interfaces this unit of work moves to it
 */
export async function shownLag(
  reader: Reader,
  row: LagRow,
  members: readonly ConnectionRow[],
  viewer: string,
  movedFrom?: string,
): Promise<Lag> {
  return lagView(row, members, await lagSurroundingsOf(reader, row, members, movedFrom), viewer);
}
