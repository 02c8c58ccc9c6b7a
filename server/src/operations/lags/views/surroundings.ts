import { hasEnded } from '../../../domain/ended.ts';
import type { MacSecKey } from '../../../model/types.gen.ts';
import { device } from '../../../store/queries/inventory.ts';
import { macSecKeysOf } from '../../../store/queries/macsec-keys.ts';
import type { Reader } from '../../../store/store.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { DeviceRow } from '../../../store/tables/inventory.ts';
import type { LagRow } from '../../../store/tables/lags.ts';
import { macSecKeyView } from '../../connections/views/macsec-key.ts';
import { type Surroundings, surroundingsOf } from '../../connections/views/surroundings.ts';

/** What a LAG's answer shows of rows beside its own. */
export interface LagSurroundings {
  readonly device: DeviceRow | undefined;
  readonly macSecKeys: readonly MacSecKey[];
  readonly members: Surroundings;
}

/** Reads what surrounds a LAG and its members. */
export async function lagSurroundingsOf(
  reader: Reader,
  row: LagRow,
  members: readonly ConnectionRow[],
): Promise<LagSurroundings> {
  const [at, keys, around] = await Promise.all([
    device(reader, row.deviceId),
    row.macSec === 1 && !hasEnded(row) ? macSecKeysOf(reader, row.id) : [],
    surroundingsOf(reader, members),
  ]);
  return { device: at, macSecKeys: keys.map(macSecKeyView), members: around };
}
