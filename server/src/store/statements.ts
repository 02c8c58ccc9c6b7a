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
  const { table, row, kind } = write;
  if (kind === 'insert') return insertOf(table, row);
  const key = keyOf(table, row);
  const where = `${key.sql} and revision = ?`;
  const found = [...key.values, write.expects];
  // Locked against a change until the unit is committed, but not against those who guard it, too.
  if (kind === 'guard') return { sql: `select 1 from ${table.name} where ${where} for share`, values: found };
  if (kind === 'remove') return { sql: `delete from ${table.name} where ${where}`, values: found };
  const changed = Object.keys(write.changes);
  const set = changed.map((property) => `${columnOf(table, property)} = ?`).join(', ');
  return {
    sql: `update ${table.name} set ${set} where ${where}`,
    values: [...changed.map((property) => valueOf(write.changes, property)), ...found],
  };
}

/** The condition that finds one row. */
export function keyOf(table: Table<Row>, row: Row): Statement {
  return {
    sql: table.key.map((property) => `${columnOf(table, property)} = ?`).join(' and '),
    values: table.key.map((property) => valueOf(row, property)),
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
  if (value === null || typeof value === 'string' || Number.isSafeInteger(value)) return value as Value;
  throw new TypeError(`${property} is a ${typeof value}: a row holds text, whole numbers and null`);
}
