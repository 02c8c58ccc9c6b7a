import { hasEnded } from '../../../domain/ended.ts';
import type { Lag, MacSecKey } from '../../../model/types.gen.ts';
import { lagMembers } from '../../../store/queries/connections.ts';
import { device } from '../../../store/queries/inventory.ts';
import { macSecKeysOf } from '../../../store/queries/macsec-keys.ts';
import type { Reader } from '../../../store/store.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { DeviceRow } from '../../../store/tables/inventory.ts';
import type { LagRow } from '../../../store/tables/lags.ts';
import { macSecKeyView } from '../../connections/views/macsec-key.ts';
import { type Surroundings, surroundingsOf } from '../../connections/views/surroundings.ts';
import { lagView } from './lag.ts';

/** What a LAG's answer shows of rows beside its own. */
export interface LagSurroundings {
  readonly device: DeviceRow | undefined;
  readonly macSecKeys: readonly MacSecKey[];
  readonly members: Surroundings;
}

/** A LAG as it is in the store. */
export async function storedLag(reader: Reader, row: LagRow, viewer: string): Promise<Lag> {
  return shownLag(reader, row, await lagMembers(reader, row.id), viewer);
}

/** A LAG with the members that this unit of work leaves it. */
export async function shownLag(
  reader: Reader,
  row: LagRow,
  members: readonly ConnectionRow[],
  viewer: string,
): Promise<Lag> {
  const [at, keys, around] = await Promise.all([
    device(reader, row.deviceId),
    row.macSec === 1 && !hasEnded(row) ? macSecKeysOf(reader, row.id) : [],
    surroundingsOf(reader, members),
  ]);
  return lagView(row, members, { device: at, macSecKeys: keys.map(macSecKeyView), members: around }, viewer);
}
