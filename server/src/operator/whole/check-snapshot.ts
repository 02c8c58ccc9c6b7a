import type { Row, Table } from '../../store/table.ts';
import type { Sealer } from '../parts.ts';
import { conflict, type FieldProblem, invalid } from '../problem.ts';
import { FORMAT, hasSecrets, type Rows, SCHEMA_VERSION, type Snapshot, TRAVELLERS } from './snapshot.ts';

/** Problems that one answer names at most. */
const PROBLEMS_MAX = 5;

/**
 * The rows of a snapshot, if this server can take them.
 *
 * @throws Problem that says which version, key, table or row does not fit
 */
export function checkedRows(snapshot: Snapshot, sealer: Sealer): Rows {
  if (snapshot.format !== FORMAT || snapshot.schema !== SCHEMA_VERSION) {
    throw conflict(
      `The snapshot is of ${snapshot.format}, schema ${snapshot.schema}; this server takes ${FORMAT}, schema ${SCHEMA_VERSION}`,
      'Restore it with the version of crossconnect that took it',
    );
  }
  const tables = snapshot.tables as Readonly<Record<string, unknown>>;
  const names = TRAVELLERS.map(({ name }) => name);
  const strange = Object.keys(tables).filter((name) => !names.includes(name));
  const problems = [
    ...strange.map((name) => ({
      field: `body.tables.${name}`,
      detail: 'is no table of this server',
      allowed: names,
    })),
    ...TRAVELLERS.flatMap((table) => tableProblems(table, tables[table.name])),
  ];
  if (problems.length > 0)
    throw invalid(problems.slice(0, PROBLEMS_MAX), 'Restore a snapshot as it was taken');
  const rows = tables as Rows;
  if (hasSecrets(rows) && !opens(sealer, snapshot.keyCheck)) {
    throw conflict(
      'The secrets in the snapshot are sealed with another key than this server has',
      'Start the server with the key of the one that took it: --secret-key-file, or CROSSCONNECT_SECRET_KEY',
    );
  }
  return rows;
}

function opens(sealer: Sealer, sealed: string | null): boolean {
  if (sealed === null) return false;
  try {
    sealer.open(sealed);
    return true;
  } catch {
    return false;
  }
}

function tableProblems(table: Table<Row>, rows: unknown): readonly FieldProblem[] {
  const field = `body.tables.${table.name}`;
  if (!Array.isArray(rows)) return [{ field, detail: 'is not there', allowed: 'a list of rows' }];
  const columns = [...(table.columns as ReadonlyMap<string, string>).keys()];
  return rows.flatMap((row: unknown, index) => {
    const wrong = rowProblem(columns, row);
    return wrong === undefined ? [] : [{ field: `${field}.${index}`, detail: wrong, allowed: columns }];
  });
}

function rowProblem(columns: readonly string[], row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'is no row';
  const missing = columns.filter((column) => !Object.hasOwn(row, column));
  if (missing.length > 0) return `lacks ${missing.join(', ')}`;
  const strange = Object.keys(row).filter((name) => !columns.includes(name));
  if (strange.length > 0) return `has ${strange.join(', ')}, which the table has not`;
  const wrong = Object.entries(row).find(([, value]) => !isValue(value));
  return wrong === undefined ? undefined : `has no text, whole number or null in ${wrong[0]}`;
}

function isValue(value: unknown): boolean {
  return value === null || typeof value === 'string' || Number.isSafeInteger(value);
}
