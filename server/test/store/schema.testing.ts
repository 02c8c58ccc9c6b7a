import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Migration } from '../../src/store/migrations/migration.ts';
import { migrations } from '../../src/store/migrations/all.ts';
import type { Row, Table } from '../../src/store/table.ts';

/** What the suite needs to know of a database. */
export interface SchemaProbe {
  /** `table.column type` of every column, and every index, as the engine describes them. */
  describe(): Promise<readonly string[]>;
  /** The version that the database says it has. */
  version(): Promise<number>;
  /** Names of a table's columns. */
  columns(table: string): Promise<readonly string[]>;
  /** Brings the database to the last of these versions. */
  migrate(list: readonly Migration[]): Promise<void>;
  close(): Promise<void>;
}

const FOLDER = join(import.meta.dirname, '../../src/store/tables');

/** Every table that a file of `tables/` declares. */
async function declared(): Promise<readonly Table<Row>[]> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(
    files.map(async (name) => (await import(join(FOLDER, name))) as Record<string, unknown>),
  );
  return modules.flatMap((exports) => Object.values(exports)).filter(isTable);
}

const isTable = (value: unknown): value is Table<Row> =>
  typeof value === 'object' && value !== null && 'columns' in value && 'key' in value && 'select' in value;

/** No step has them, and none may get them any more: existing databases are past them. */
const LEFT_FREE = [4, 5, 6, 7, 8, 11, 14];

/** @param open a database with nothing in it */
export function schema(open: () => Promise<SchemaProbe>): void {
  describe('the schema', () => {
    test('has the columns that the tables declare, and no other', async () => {
      const probe = await open();
      await probe.migrate(migrations);
      const tables = await declared();
      expect(tables.length).toBeGreaterThan(10);
      for (const { name, columns } of tables) {
        expect([name, ...(await probe.columns(name)).toSorted()]).toEqual([
          name,
          ...[...columns.values()].toSorted(),
        ]);
      }
      await probe.close();
    });

    test('has steps whose numbers only grow, and says the last one', async () => {
      const numbers = migrations.map(({ version }) => version);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(new Set(numbers).size).toBe(numbers.length);
      const last = numbers.at(-1) ?? 0;
      const passed = Array.from({ length: last }, (_, index) => index + 1);
      expect(passed.filter((version) => !numbers.includes(version))).toEqual(LEFT_FREE);
      const probe = await open();
      await probe.migrate(migrations);
      expect(await probe.version()).toBe(last);
      await probe.close();
    });

    test('finds what is due by an index, in every table with deadlines', async () => {
      const probe = await open();
      await probe.migrate(migrations);
      const text = await probe.describe();
      for (const { name, columns } of await declared()) {
        if (![...columns.values()].includes('due_at')) continue;
        expect(text.filter((line) => line.includes(`${name}_due`))).toHaveLength(1);
      }
      await probe.close();
    });

    test('of a fresh database equals the sum of its steps', async () => {
      const next = {
        version: 1_001,
        name: 'next',
        statements: ['alter table account add column extra text'],
      };
      const last = { version: 1_002, name: 'last', statements: ['create index extra on account (extra)'] };
      const all = [...migrations, next, last];
      const [fresh, grown] = await Promise.all([open(), open()]);
      await fresh.migrate(all);
      for (const [index] of all.entries()) await grown.migrate(all.slice(0, index + 1));
      expect(await grown.describe()).toEqual(await fresh.describe());
      await Promise.all([fresh.close(), grown.close()]);
    });

    test('that a step leaves half done is as it was', async () => {
      const probe = await open();
      await probe.migrate(migrations);
      const before = await probe.describe();
      const broken = {
        version: 1_001,
        name: 'broken',
        statements: ['create table half (id text)', 'nonsense'],
      };
      await expect(probe.migrate([...migrations, broken])).rejects.toThrow('nonsense');
      expect(await probe.describe()).toEqual(before);
      await probe.close();
    });

    test('of a newer version is refused', async () => {
      const probe = await open();
      await probe.migrate([...migrations, { version: 1_001, name: 'newer', statements: [] }]);
      await expect(probe.migrate(migrations)).rejects.toThrow(
        /is of version 1001, this program knows versions up to \d+: start a newer crossconnect/,
      );
      await probe.close();
    });
  });
}
