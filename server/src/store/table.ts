import type { Rule } from './columns.ts';

/** What both engines store: text, integer, bigint (as a safe integer) and null. JSON is text, and never queried. */
export type Value = string | number | null;
export type Row = object;

/** A table: its name, its columns, and what finds one row again. */
export interface Table<R extends Row> {
  readonly name: string;
  /** Property of the row → column of the table. */
  readonly columns: ReadonlyMap<keyof R & string, string>;
  readonly key: readonly (keyof R & string)[];
  /** The select list: every column under its property's name. */
  readonly select: string;
  /** For people and events: the property that names the row. */
  readonly idOf: (row: R) => string;
  /** What columns hold beyond the schema's types, for rows that come from outside. */
  readonly rules: ReadonlyMap<string, Rule>;
}

/** A row that is changed under compare-and-set: a write names the revision that it saw. */
export interface Revised {
  readonly revision: number;
}

/** Text of a read, with `?` placeholders in order; `R` is the row that it gives. */
export interface Query<R> {
  readonly sql: string;
  readonly row?: R;
}

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Of a property: true when the schema's type says it all, else what it holds. Texts of a closed set are named. */
type Column<T> =
  string extends NonNullable<T> ? true | Rule : number extends NonNullable<T> ? true | Rule : Rule;

/** Declares a table. Every property of the row is named once, or it does not compile. */
export function table<R extends Row>(
  name: string,
  properties: { readonly [P in keyof R & string]: Column<R[P]> },
  key: readonly (keyof R & string)[],
  id: keyof R & string,
): Table<R> {
  const names = Object.keys(properties) as (keyof R & string)[];
  const columns = new Map(names.map((property) => [property, snake(property)]));
  const select = names.map((p) => (columns.get(p) === p ? p : `${columns.get(p) ?? p} as "${p}"`)).join(', ');
  const rules = new Map<string, Rule>();
  for (const [property, rule] of Object.entries<true | Rule>(properties))
    if (rule !== true) rules.set(property, rule);
  return { name, columns, key, select, idOf: (row) => String(row[id]), rules };
}

/** A read of whole rows of `from`: `rest` begins with `where`, `order by` … and holds the placeholders. */
export function rowsOf<R extends Row>(from: Table<R>, rest: string): Query<R> {
  return { sql: `select ${from.select} from ${from.name} ${rest}` };
}

/** A read of other columns than a table's own. */
export function query<R>(sql: string): Query<R> {
  return { sql };
}
