import type { Reader } from '../store.ts';
import { type AccessKeyRow, accessKeys, type AccountRow, accounts } from '../tables/accounts.ts';
import { rowsOf } from '../table.ts';

const ACCOUNT = rowsOf(accounts, 'where id = ?');
const KEY = rowsOf(accessKeys, 'where id = ?');

/** A registered account; undefined: one that the lab takes as it comes. */
export function account(reader: Reader, id: string): Promise<AccountRow | undefined> {
  return reader.one(ACCOUNT, id);
}

export function accessKey(reader: Reader, id: string): Promise<AccessKeyRow | undefined> {
  return reader.one(KEY, id);
}
