import { textsIn } from '../../domain/texts-in.ts';
import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { AGREEMENTS } from '../setting-names.ts';
import { storedSettings } from '../tables/records.ts';

const SETTING = rowsOf(storedSettings, 'where name = ?');

/** Names of the agreements that the operator asks of every account, in the operator's order. */
export async function definedAgreements(reader: Reader): Promise<readonly string[]> {
  const row = await reader.one(SETTING, AGREEMENTS);
  return row === undefined ? [] : textsIn(row.value);
}
