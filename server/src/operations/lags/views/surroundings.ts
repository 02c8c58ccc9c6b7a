import { hasEnded } from '../../../domain/ended.ts';
import { type PoolUse, UNUSED } from '../../../domain/virtual-interface/pool-use.ts';
import type { MacSecKey } from '../../../model/types.gen.ts';
import { device } from '../../../store/queries/inventory.ts';
import { macSecKeysOf } from '../../../store/queries/macsec-keys.ts';
import { poolUse } from '../../../store/queries/pool-use.ts';
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
  /** What the virtual interfaces on it have taken of it. */
  readonly use: PoolUse;
}

/**
 * Reads what surrounds a LAG and its members.
 *
 * @param movedFrom the connection whose virtual interfaces this unit of work moves to it
 */
export async function lagSurroundingsOf(
  reader: Reader,
  row: LagRow,
  members: readonly ConnectionRow[],
  movedFrom?: string,
): Promise<LagSurroundings> {
  const [at, keys, around, use] = await Promise.all([
    device(reader, row.deviceId),
    row.macSec === 1 && !hasEnded(row) ? macSecKeysOf(reader, row.id) : [],
    surroundingsOf(reader, members),
    row.allowsHosted === 1 ? UNUSED : poolUse(reader, movedFrom ?? row.id),
  ]);
  return { device: at, macSecKeys: keys.map(macSecKeyView), members: around, use };
}
