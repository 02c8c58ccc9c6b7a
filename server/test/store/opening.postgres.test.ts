import { describe, expect, inject, test } from 'vitest';
import { migrations } from '../../src/store/migrations/all.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { query } from '../../src/store/table.ts';
import { administer, createDatabase, dropDatabase } from '../support/databases.ts';

describe('servers that start together on an empty database', () => {
  test('make the schema once', async () => {
    const admin = inject('postgres');
    const url = await createDatabase(admin, 'started_together', 'template0');
    const opened = await Promise.all(Array.from({ length: 4 }, () => openPostgres(url)));
    const steps = query<{ version: number }>('select version from schema_version order by version');
    expect(await opened[0]?.reader.all(steps)).toEqual(migrations.map(({ version }) => ({ version })));
    await Promise.all(opened.map((store) => store.close()));
    await dropDatabase(admin, 'started_together');
  });
});

describe('a PostgreSQL that cannot be used says why, and never the password', () => {
  const admin = new URL(inject('postgres'));
  const at = `127.0.0.1:${admin.port}`;
  const changed = (change: (url: URL) => void) => {
    const url = new URL(admin);
    change(url);
    return url.href;
  };

  test.for<readonly [string, string, string]>([
    [
      'no URL',
      'postgres://nobody:s3cret@[',
      '--store is no PostgreSQL URL: postgres://user:password@host:5432/database',
    ],
    [
      'nobody there',
      'postgres://nobody:s3cret@127.0.0.1:1/x',
      'nothing answers at 127.0.0.1:1: start PostgreSQL there, or correct --store',
    ],
    [
      'no such host',
      'postgres://nobody:s3cret@nowhere.invalid/x',
      'no host is called nowhere.invalid: correct --store',
    ],
    [
      'no socket',
      'postgres://nobody:s3cret@/x?host=/nowhere',
      'there is no PostgreSQL socket in /nowhere: start PostgreSQL, or correct --store',
    ],
    [
      'wrong password',
      changed((url) => (url.password = 's3cret')),
      `PostgreSQL at ${at} does not take this password for crossconnect: correct --store`,
    ],
    [
      'no such database',
      changed((url) => (url.pathname = '/missing')),
      `PostgreSQL at ${at} has no database missing: make it (create database "missing" owner "crossconnect"), or correct --store`,
    ],
  ])('%s', async ([, url, line]) => {
    const refused: unknown = await openPostgres(url).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'Error', message: line });
    expect(String(refused)).not.toContain('s3cret');
  });

  test('not of Unicode, or not durable', async () => {
    const url = inject('postgres');
    await administer(url, `create database latin encoding 'LATIN1' locale 'C' template template0`);
    await expect(openPostgres(changed((one) => (one.pathname = '/latin')))).rejects.toThrow(
      `latin at ${at} is encoded in LATIN1: make one with encoding 'UTF8' template template0`,
    );
    const hasty = await createDatabase(url, 'hasty');
    await administer(hasty, 'alter database hasty set synchronous_commit = off');
    await expect(openPostgres(hasty)).rejects.toThrow('hasty at ' + at + ' may lose what it has committed');
  });

  test('not ours to make tables in', async () => {
    const url = inject('postgres');
    const theirs = await createDatabase(url, 'theirs', 'template0');
    await administer(url, `create role guest login password 'guest'`);
    const asGuest = new URL(theirs);
    asGuest.username = 'guest';
    asGuest.password = 'guest';
    await expect(openPostgres(asGuest.href)).rejects.toThrow(
      /^guest may not do this in theirs at .*: grant all on schema public to "guest"$/,
    );
  });

  test('closing does not wait for a statement that hangs', async () => {
    const url = await createDatabase(inject('postgres'), 'hanging');
    const store = await openPostgres(url);
    const hanging = Promise.allSettled([store.reader.all({ sql: 'select pg_sleep(60)' })]);
    const hangs = { sql: "select pid from pg_stat_activity where query = 'select pg_sleep(60)'" };
    await expect.poll(() => store.reader.all(hangs), { timeout: 10_000 }).toHaveLength(1);
    const started = performance.now();
    await store.close();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect((await hanging)[0]?.status).toBe('rejected');
    await dropDatabase(inject('postgres'), 'hanging');
  });
});
