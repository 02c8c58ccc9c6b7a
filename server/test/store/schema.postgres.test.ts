import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../src/store/postgres/migrate.ts';
import { createDatabase, dropDatabase } from '../support/databases.ts';
import { schema } from './schema.testing.ts';

schema(async () => {
  const admin = inject('postgres');
  const name = `schema_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: await createDatabase(admin, name, 'template0') });
  await client.connect();
  const lines = async (sql: string) =>
    (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row).join(' '));
  return {
    describe: async () => [
      ...(await lines(`select table_name || '.' || column_name, data_type, is_nullable, collation_name
        from information_schema.columns where table_schema = 'public' order by 1`)),
      ...(await lines(`select indexdef from pg_indexes where schemaname = 'public' order by indexname`)),
    ],
    version: async () => Number((await lines('select max(version) from schema_version'))[0]),
    columns: (table) =>
      lines(`select column_name from information_schema.columns where table_name = '${table}'`),
    migrate: (list) => migrate(client, list),
    async close() {
      await client.end();
      await dropDatabase(admin, name);
    },
  };
});
