import type { Write } from './recorder.ts';
import type { Row, Table, Value } from './table.ts';

/** Text with `?` placeholders and the values for them. The same shape of write gives the same text. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly Value[];
}

const inserts = new Map<string, string>();

/** The statement of one recorded write. */
export function statementOf(write: Write): Statement {
  if (write.kind === 'insert') return insertOf(write.table, write.row);
  const where = [
    ...write.table.key.map((property) => `${columnOf(write.table, property)} = ?`),
    'revision = ?',
  ].join(' and ');
  const found = [...write.table.key.map((property) => valueOf(write.row, property)), write.expects];
  if (write.kind === 'remove')
    return { sql: `delete from ${write.table.name} where ${where}`, values: found };
  const changed = Object.keys(write.changes);
  const set = changed.map((property) => `${columnOf(write.table, property)} = ?`).join(', ');
  return {
    sql: `update ${write.table.name} set ${set} where ${where}`,
    values: [...changed.map((property) => valueOf(write.changes, property)), ...found],
  };
}

function insertOf(table: Table<Row>, row: Row): Statement {
  const properties = [...(table.columns as ReadonlyMap<string, string>).keys()];
  let sql = inserts.get(table.name);
  if (sql === undefined) {
    const names = [...table.columns.values()].join(', ');
    sql = `insert into ${table.name} (${names}) values (${properties.map(() => '?').join(', ')})`;
    inserts.set(table.name, sql);
  }
  return { sql, values: properties.map((property) => valueOf(row, property)) };
}

function columnOf(table: Table<Row>, property: string): string {
  const column = (table.columns as ReadonlyMap<string, string>).get(property);
  if (column === undefined) throw new TypeError(`${table.name} has no column for ${property}`);
  return column;
}

function valueOf(row: object, property: string): Value {
  const value = (row as Record<string, unknown>)[property];
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`${property} is ${typeof value}: a row holds text, numbers and null`);
}
