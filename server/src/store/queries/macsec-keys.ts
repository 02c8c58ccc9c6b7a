import type { Reader } from '../store.ts';
import { type MacSecKeyRow, macSecKeys } from '../tables/macsec-keys.ts';
import { rowsOf } from '../table.ts';

const OF_PARENT = rowsOf(macSecKeys, 'where parent_id = ? order by seq');

/** Keys of a connection or LAG, oldest first: Terraform takes the last as the new one [TF]. */
export function macSecKeysOf(reader: Reader, parentId: string): Promise<readonly MacSecKeyRow[]> {
  return reader.all(OF_PARENT, parentId);
}
