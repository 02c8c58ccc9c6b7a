import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { type StoredSettingRow, storedSettings } from '../tables/records.ts';

const NAMED = rowsOf(storedSettings, 'where name = ?');

export function storedSetting(reader: Reader, name: string): Promise<StoredSettingRow | undefined> {
  return reader.one(NAMED, name);
}
