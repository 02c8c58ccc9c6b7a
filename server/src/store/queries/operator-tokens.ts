import type { Reader } from '../store.ts';
import { query, rowsOf } from '../table.ts';
import { type OperatorTokenRow, operatorTokens } from '../tables/accounts.ts';

const BY_HASH = rowsOf(operatorTokens, 'where hash = ?');
const ANY = query<{ found: number }>('select 1 as found from operator_token limit 1');
const ALL = rowsOf(operatorTokens, 'order by created_at, id');

export function operatorTokenByHash(reader: Reader, hash: string): Promise<OperatorTokenRow | undefined> {
  return reader.one(BY_HASH, hash);
}

/** All of them, oldest first. */
export function allOperatorTokens(reader: Reader): Promise<readonly OperatorTokenRow[]> {
  return reader.all(ALL);
}

/** Whether anybody has a token for the operator API. */
export async function anyOperatorToken(reader: Reader): Promise<boolean> {
  return (await reader.one(ANY)) !== undefined;
}
