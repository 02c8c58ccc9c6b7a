import type { Reader, StateChange } from '../store/store.ts';
import { scan, type Scanned } from '../store/queries/scan.ts';
import type { Value } from '../store/table.ts';
import { type RecordRow, records } from '../store/tables/records.ts';
import { iso } from './views/common.ts';

/** The states entered by one recorded change. */
export function changesOf(row: RecordRow): readonly StateChange[] {
  return JSON.parse(row.changes) as readonly StateChange[];
}

const AT_ONCE = 500;

/** What time and the fabric have changed since a place in the trail: how much, and the first of it. */
export async function changedSince(reader: Reader, place: number, max: number) {
  const first: (StateChange & { readonly at: string })[] = [];
  let total = 0;
  const keep = (row: RecordRow) => row.actor === 'timer' || row.actor === 'fabric';
  for (let after: readonly Value[] | undefined = [place]; after !== undefined; ) {
    const found: Scanned<RecordRow> = await scan(reader, { table: records, keep, limit: AT_ONCE, after });
    for (const row of found.rows) {
      const changes = changesOf(row);
      total += changes.length;
      first.push(...changes.slice(0, max - first.length).map((change) => ({ at: iso(row.at), ...change })));
    }
    after = found.next;
  }
  return { total, first };
}
