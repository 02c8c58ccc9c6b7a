import type { ColumnType, Reader } from './store.ts';
import { query } from './table.ts';

/** A column, as an engine's own catalogue has it; `optional` is 1 where it may be null. */
export interface ColumnRow {
  readonly name: string;
  readonly type: ColumnType['type'];
  readonly optional: number;
}

/** @param sql gives rows of `ColumnRow`, the names as `table.column` */
export async function columnTypes(reader: Reader, sql: string): Promise<ReadonlyMap<string, ColumnType>> {
  const rows = await reader.all(query<ColumnRow>(sql));
  return new Map(rows.map(({ name, type, optional }) => [name, { type, nullable: optional === 1 }]));
}
