import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { SqliteConnection } from '../../src/store/sqlite/connection.ts';
import { GroupCommit } from '../../src/store/sqlite/group-commit.ts';
import { migrate } from '../../src/store/sqlite/migrate.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { StoreUnusable } from '../../src/store/store.ts';
import { storedSettings } from '../../src/store/tables/records.ts';
import { openEngine, type OpenedEngine } from '../support/engines.ts';
import { SETTING, setting, SETTINGS } from './rows.ts';
import { schema } from './schema.testing.ts';

const places: OpenedEngine[] = [];

async function freshPath(): Promise<string> {
  const place = await openEngine('sqlite');
  places.push(place);
  return place.setting;
}

afterEach(async () => {
  await Promise.all(places.splice(0).map((place) => place.dispose()));
});

describe('an embedded database', () => {
  test('is one server’s: a second is refused until the first has closed it', async () => {
    const path = await freshPath();
    const first = openSqlite(path);
    expect(() => openSqlite(path)).toThrow(StoreUnusable);
    expect(() => openSqlite(path)).toThrow(/another crossconnect works on .*crossconnect\.db: stop it, or/);
    await first.close();
    await openSqlite(path).close();
  });

  test('is free again after its server was killed, with all that it had answered', async () => {
    const path = await freshPath();
    const open = join(import.meta.dirname, '../../src/store/sqlite/open.ts');
    const tables = join(import.meta.dirname, '../../src/store/tables/records.ts');
    const script = `
      const { openSqlite } = await import(${JSON.stringify(open)});
      const { storedSettings } = await import(${JSON.stringify(tables)});
      const store = openSqlite(${JSON.stringify(path)});
      await store.commit(async (tx) => tx.insert(storedSettings, { name: 'kept', value: '', revision: 1 }));
      console.log('answered');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(() => openSqlite(path)).toThrow('another crossconnect');
    child.kill('SIGKILL');
    await once(child, 'close');
    const store = openSqlite(path);
    expect(await store.reader.one(SETTING, 'kept')).toMatchObject({ name: 'kept' });
    await store.close();
  });

  test('syncs every commit, on both connections', async () => {
    const path = await freshPath();
    const store = openSqlite(path);
    const [writing, reading] = [new SqliteConnection(path, false), new SqliteConnection(path, true)];
    for (const connection of [writing, reading]) {
      expect(connection.pragma('synchronous')).toBe('2');
      expect(connection.pragma('fullfsync')).toBe('1');
      expect(connection.pragma('journal_mode')).toBe('wal');
      connection.close();
    }
    await store.close();
  });

  test('is one file when it is closed: the log is written back', async () => {
    const path = await freshPath();
    const store = openSqlite(path);
    await store.commit(async (tx) => tx.insert(storedSettings, setting('kept')));
    expect(existsSync(`${path}-wal`)).toBe(true);
    await store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  test('answers what waits before it closes', async () => {
    const path = await freshPath();
    const store = openSqlite(path);
    const names = Array.from({ length: 600 }, (_, index) => `waiting.${index}`);
    const commits = names.map((name) => store.commit(async (tx) => tx.insert(storedSettings, setting(name))));
    await store.close();
    await Promise.all(commits);
    const again = openSqlite(path);
    expect(await again.reader.one(SETTING, 'waiting.599')).toBeDefined();
    await again.close();
  });

  test('tells those whose commit failed, and goes on', async () => {
    const path = await freshPath();
    const store = openSqlite(path);
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    const late = store.commit(async (tx) => tx.insert(storedSettings, setting('late')));
    await expect(late).rejects.toThrow('database is locked');
    other.exec('rollback');
    other.close();
    await store.commit(async (tx) => tx.insert(storedSettings, setting('late')));
    await store.close();
  });

  test('that is full tells everybody in the batch, and goes on', async () => {
    const path = await freshPath();
    await openSqlite(path).close();
    const connection = new SqliteConnection(path, false);
    connection.pragma(`max_page_count = ${Number(connection.pragma('page_count')) + 8}`);
    const commits = new GroupCommit(connection, () => {});
    const put = (name: string, value: string) =>
      commits.run(async (tx) => tx.insert(storedSettings, setting(name, value)));
    // A full disk rolls the whole transaction back, also what has a savepoint in it.
    const told = await Promise.allSettled([put('small', ''), put('large', 'x'.repeat(1_000_000))]);
    expect(told.map((one) => one.status === 'rejected' && String(one.reason))).toEqual(
      Array.from({ length: 2 }, () => 'Error: database or disk is full'),
    );
    await put('later', '');
    expect(await connection.all(SETTINGS)).toHaveLength(1);
    connection.close();
  });
});

describe('what cannot be opened says why', () => {
  test('a folder that is not there', () => {
    expect(() => openSqlite('/nowhere/at/all.db')).toThrow(
      new StoreUnusable('cannot open the database /nowhere/at/all.db: unable to open database file'),
    );
  });

  test('a file that is no database', async () => {
    const path = await freshPath();
    writeFileSync(path, 'not a database, whatever it is called '.repeat(100));
    expect(() => openSqlite(path)).toThrow(/cannot open the database .*: file is not a database/);
  });

  test('another program’s database', async () => {
    const path = await freshPath();
    const foreign = new DatabaseSync(path);
    foreign.exec('create table theirs (id text)');
    foreign.close();
    expect(() => openSqlite(path)).toThrow(/is another program's: give another path in --store or --data/);
  });

  test('and leaves no lock behind', async () => {
    const path = await freshPath();
    writeFileSync(path, 'not a database');
    expect(() => openSqlite(path)).toThrow(StoreUnusable);
    writeFileSync(path, '');
    await openSqlite(path).close();
  });
});

schema(async () => {
  const connection = new SqliteConnection(await freshPath(), false);
  const lines = (sql: string) =>
    connection.database
      .prepare(sql)
      .all()
      .map((row) => Object.values(row).join(' '));
  return {
    // Text of `create table` differs after `alter table`; what it means does not.
    describe: async () => [
      ...lines(`select m.name || '.' || c.name, c.type, c."notnull", c.pk from sqlite_schema m
        join pragma_table_info(m.name) c where m.type = 'table' order by 1`),
      ...lines(`select sql from sqlite_schema where type = 'index' and sql is not null order by name`),
    ],
    version: async () => Number(connection.pragma('user_version')),
    columns: async (table) => lines(`select name from pragma_table_info('${table}')`),
    migrate: async (list) => migrate(connection, list),
    close: async () => connection.close(),
  };
});
