import type { Reader } from '../store.ts';
import { query, rowsOf } from '../table.ts';
import { type RecordRow, records } from '../tables/records.ts';

const BETWEEN = rowsOf(records, 'where seq > ? and seq <= ? order by seq limit ?');
const LAST = query<{ last: number | null }>('select max(seq) as last from audit_record');

/** Records after one place in the trail, up to another, the oldest first. */
export function recordsBetween(
  reader: Reader,
  after: number,
  upTo: number,
  limit: number,
): Promise<readonly RecordRow[]> {
  return reader.all(BETWEEN, after, upTo, limit);
}

/** The last place in the trail; 0 when it is empty. */
export async function lastRecord(reader: Reader): Promise<number> {
  return Number((await reader.one(LAST))?.last ?? 0);
}
