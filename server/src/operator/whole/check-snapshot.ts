import type { Sealer } from '../parts.ts';
import { conflict, type FieldProblem, invalid } from '../problem.ts';
import { referenceProblems } from './check-references.ts';
import { canOpen, type RowCheck, rowProblem } from './check-row.ts';
import { FORMAT, hasSecrets, type Rows, SCHEMA_VERSION, type Snapshot, TRAVELLERS } from './snapshot.ts';

/** Problems that one answer names at most. */
const PROBLEMS_MAX = 5;

/**
 * The rows of a snapshot, if this server can take them.
 *
 * @throws Problem that says which version, key, table or row does not fit
 */
export function checkedRows(snapshot: Snapshot, { sealer, types }: Pick<RowCheck, 'sealer' | 'types'>): Rows {
  if (snapshot.format !== FORMAT || snapshot.schema !== SCHEMA_VERSION) {
    throw conflict(
      `The snapshot is of ${snapshot.format}, schema ${snapshot.schema}; this server takes ${FORMAT}, schema ${SCHEMA_VERSION}`,
      'Restore it with the version of crossconnect that took it',
    );
  }
  const tables = snapshot.tables as Readonly<Record<string, unknown>>;
  refuse(tablesProblems(tables));
  const rows = tables as Rows;
  if (hasSecrets(rows) && !opens(sealer, snapshot.keyCheck)) {
    throw conflict(
      'The secrets in the snapshot are sealed with another key than this server has',
      'Start the server with the key of the one that took it: --secret-key-file, or CROSSCONNECT_SECRET_KEY',
    );
  }
  refuse(TRAVELLERS.flatMap((table) => rowProblems({ table, sealer, types }, rows[table.name] ?? [])));
  refuse(referenceProblems(rows));
  return rows;
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  throw invalid(problems.slice(0, PROBLEMS_MAX), 'Restore a snapshot as it was taken');
}

function opens(sealer: Sealer, sealed: string | null): boolean {
  return sealed !== null && canOpen(sealer, sealed);
}

function tablesProblems(tables: Readonly<Record<string, unknown>>): readonly FieldProblem[] {
  const names = TRAVELLERS.map(({ name }) => name);
  const fieldOf = (name: string) => `body.tables.${name}`;
  const strange = Object.keys(tables).filter((name) => !names.includes(name));
  const missing = names.filter((name) => !Array.isArray(tables[name]));
  return [
    ...strange.map((name) => ({
      field: fieldOf(name),
      detail: 'is no table of this server',
      allowed: names,
    })),
    ...missing.map((name) => ({ field: fieldOf(name), detail: 'is not there', allowed: 'a list of rows' })),
  ];
}

function rowProblems(check: RowCheck, rows: readonly unknown[]): readonly FieldProblem[] {
  const field = `body.tables.${check.table.name}`;
  return rows.flatMap((row, index) => rowProblem(check, `${field}.${index}`, row) ?? []);
}
