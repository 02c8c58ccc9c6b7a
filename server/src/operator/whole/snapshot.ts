import { migrations } from '../../store/migrations/all.ts';
import { storedSetting } from '../../store/queries/stored-settings.ts';
import type { Reader } from '../../store/store.ts';
import { type Row, rowsOf, type Table } from '../../store/table.ts';
import { TABLES } from '../../store/tables/all.ts';
import { storedSettings } from '../../store/tables/records.ts';
import { SECRETS_CHECK, TRAVELLING } from '../../store/setting-names.ts';
import { anyObject, type Infer, integer, nullable, object, text, time } from '../schema.ts';

/** The form of the document; raised when it changes. */
export const FORMAT = 'crossconnect-snapshot/1';
/** The schema of the rows. */
export const SCHEMA_VERSION = migrations.at(-1)?.version ?? 0;

/** All that a lab holds, at one moment. */
export const snapshotSchema = object(
  {
    format: text(),
    schema: integer({ description: 'Version of the rows: a server of another one does not take them.' }),
    takenAt: time('When, in real time.'),
    clock: time("The service's time, which goes on from here when it is restored."),
    keyCheck: nullable(
      text({ description: 'Sealed with the key of the secrets in it; null where there are none.' }),
    ),
    tables: { ...anyObject, description: 'Rows by table. Secrets are sealed.' } as typeof anyObject,
  },
  { title: 'Snapshot' },
);
export type Snapshot = Infer<typeof snapshotSchema>;
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** Tables that travel in a snapshot: all but the operators' own tokens. */
export const TRAVELLERS: readonly Table<Row>[] = TABLES.filter(
  ({ table, holds }) => holds !== 'server' || table.name === storedSettings.name,
).map(({ table }) => table);

/** Reads it all. To be called with a reader that sees one moment. */
export async function takeSnapshot(reader: Reader, now: number, realNow: number): Promise<Snapshot> {
  const tables: Record<string, readonly Row[]> = {};
  for (const table of TRAVELLERS) {
    const rows = await reader.all(rowsOf(table, `order by ${orderOf(table)}`));
    tables[table.name] = table.name === storedSettings.name ? rows.filter(travels) : rows;
  }
  const check = hasSecrets(tables) ? await storedSetting(reader, SECRETS_CHECK) : undefined;
  return {
    format: FORMAT,
    schema: SCHEMA_VERSION,
    takenAt: new Date(realNow).toISOString(),
    clock: new Date(now).toISOString(),
    keyCheck: check?.value ?? null,
    tables,
  };
}

/** Whether a stored setting belongs to what the lab has lived through, not to the server. */
export function travels(row: Row): boolean {
  return 'name' in row && TRAVELLING.includes(String(row.name));
}

/** Whether anything in the rows is sealed. */
export function hasSecrets(tables: Rows): boolean {
  return Object.values(tables).some((rows) =>
    rows.some((row) =>
      Object.entries(row ?? {}).some(([name, value]) => name.endsWith('Sealed') && value !== null),
    ),
  );
}

function orderOf(table: Table<Row>): string {
  const columns: ReadonlyMap<string, string> = table.columns;
  return (table.key as readonly string[]).map((property) => columns.get(property) ?? property).join(', ');
}
