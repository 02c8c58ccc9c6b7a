import type { ColumnType } from '../../store/store.ts';
import type { Row, Table } from '../../store/table.ts';
import type { Sealer } from '../parts.ts';
import type { FieldProblem } from '../problem.ts';

/** What the rows of a table are held against. */
export interface RowCheck {
  readonly table: Table<Row>;
  /** By `table.column`, as the engine knows them. */
  readonly types: ReadonlyMap<string, ColumnType>;
  readonly sealer: Sealer;
}

/** 32 bits with a sign: what the wider engine refuses the narrower one must not take. */
const INTEGER_MAX = 2_147_483_647;
/** The last moment that has a name. */
const MOMENT_MAX = 8_640_000_000_000_000;
const MOMENT = /(At|Since|Until|On|^at)$/;
const SHOWN_MAX = 60;

/**
 * What is wrong with a row: the first column that is.
 *
 * @param field where the row stands
 */
export function rowProblem(check: RowCheck, field: string, row: unknown): FieldProblem | undefined {
  const columns: ReadonlyMap<string, string> = check.table.columns;
  const allowed = [...columns.keys()];
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return { field, detail: 'is no row', allowed };
  const missing = allowed.filter((property) => !Object.hasOwn(row, property));
  if (missing.length > 0) return { field, detail: `lacks ${missing.join(', ')}`, allowed };
  const strange = Object.keys(row).filter((name) => !columns.has(name));
  if (strange.length > 0)
    return { field, detail: `has ${strange.join(', ')}, which the table has not`, allowed };
  for (const [property, value] of Object.entries(row)) {
    const wrong = valueProblem(check, property, value, row);
    if (wrong !== undefined) return { field: `${field}.${property}`, ...wrong };
  }
  return undefined;
}

type Wrong = Pick<FieldProblem, 'detail' | 'allowed'>;

function valueProblem(check: RowCheck, property: string, value: unknown, row: Row): Wrong | undefined {
  const { table, types } = check;
  const column = (table.columns as ReadonlyMap<string, string>).get(property) ?? property;
  const type = types.get(`${table.name}.${column}`);
  if (type === undefined) throw new Error(`${table.name} has no column ${column}`);
  const fit = typeFit(type, property, value);
  if (fit !== undefined) return { detail: `is ${shown(value)}`, allowed: fit };
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (property.endsWith('Sealed') && !canOpen(check.sealer, String(value)))
    return { detail: 'cannot be opened with the key of this server', allowed: 'what was sealed with it' };
  const allowed = table.rules.get(property)?.(value, row);
  return allowed === undefined ? undefined : { detail: `is ${shown(value)}`, allowed };
}

/** What would be right, when a value is not of a column's type. */
function typeFit({ type, nullable }: ColumnType, property: string, value: unknown): string | undefined {
  if (value === null && nullable) return undefined;
  const wanted = type === 'text' ? textFit(value) : wholeFit(type, property, value);
  return wanted === undefined || !nullable ? wanted : `${wanted} or null`;
}

/** A database of Unicode holds neither half a pair nor U+0000. */
function textFit(value: unknown): string | undefined {
  const fits = typeof value === 'string' && value.isWellFormed() && !value.includes('\u0000');
  return fits ? undefined : 'text of Unicode';
}

function wholeFit(type: 'integer' | 'bigint', property: string, value: unknown): string | undefined {
  if (!Number.isSafeInteger(value)) return 'a whole number';
  const size = Math.abs(value as number);
  if (type === 'integer' && size > INTEGER_MAX) return 'a whole number of 32 bits';
  return MOMENT.test(property) && size > MOMENT_MAX ? 'a moment in epoch milliseconds' : undefined;
}

export function canOpen(sealer: Sealer, sealed: string): boolean {
  try {
    sealer.open(sealed);
    return true;
  } catch {
    return false;
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}
