import type { Reader } from '../store.ts';
import { rowsOf } from '../table.ts';
import { type OperatorTokenRow, operatorTokens } from '../tables/accounts.ts';

const BY_HASH = rowsOf(operatorTokens, 'where hash = ?');
const ALL = rowsOf(operatorTokens, 'order by created_at, id');

export function operatorTokenByHash(reader: Reader, hash: string): Promise<OperatorTokenRow | undefined> {
  return reader.one(BY_HASH, hash);
}

/** All of them, oldest first. */
export function allOperatorTokens(reader: Reader): Promise<readonly OperatorTokenRow[]> {
  return reader.all(ALL);
}
