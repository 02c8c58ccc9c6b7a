import pg from 'pg';
import { columnTypes } from '../column-types.ts';
import { type Store, StoreUnusable } from '../store.ts';
import { Claims } from './claims.ts';
import { Commits } from './commits.ts';
import { migrate } from './migrate.ts';
import type { Connection } from './connection.ts';
import { CONNECT_MS, Pool } from './pool.ts';
import { Tally } from './tally.ts';
import { type Target, targetOf } from './target.ts';
import { unusable } from './unusable.ts';
import { Wake } from './wake.ts';
import { readAtOneMoment, replaceContents } from './whole.ts';

/** Connections of one server, of each kind. PostgreSQL's own default is 100 for all its clients. */
const READS_MAX = 8;
const WRITES_MAX = 8;
/** A read is short; a write may wait for rows and for the disk; a whole table takes its time. */
const READ_MS = 8_000;
const WRITE_MS = 15_000;
const WHOLE_MS = 300_000;
/** Once one statement was not answered, the others under way have this long: a lost connection must not hold them up. */
const SUSPECT_MS = 2_000;

/**
 * Opens a store that several servers share.
 *
 * @param url `postgres://user:password@host:port/database`
 * @param onCommit told the number of units of each commit
 * @throws StoreUnusable with a line for the terminal
 */
export async function openPostgres(
  url: string,
  onCommit: (units: number) => void = () => {},
): Promise<Store> {
  await prepare(url);
  const reads = new Pool(url, { max: READS_MAX, answerMs: READ_MS });
  const writes = new Pool(url, { max: WRITES_MAX, answerMs: WRITE_MS });
  const wholes = new Pool(url, { max: 1, answerMs: WHOLE_MS });
  const tally = new Tally(onCommit);
  const commits = new Commits(reads, writes, tally);
  const claims = new Claims(writes);
  const wake = new Wake(url, writes);
  await wake.listen();
  for (const pool of [reads, writes, wholes]) {
    pool.onSilence(() => {
      for (const each of [reads, writes, wholes]) each.dropIdle();
      for (const each of [reads, writes]) each.hasten(SUSPECT_MS);
      wake.listenAnew();
    });
  }
  return {
    capabilities: { shared: true, concurrentUnits: true },
    reader: reads,
    commit: (unit) => commits.run(unit),
    claimDue: (of, now, limit) => claims.due(of, now, limit),
    atOneMoment: (read) => readAtOneMoment(wholes, read),
    replace: (contents) => replaceContents(wholes, contents),
    columnTypes: () => columnTypes(reads, COLUMNS),
    onWake: (listener) => wake.onWake(listener),
    wake: () => wake.wake(),
    async figures() {
      const { commits: number, units, replays } = tally;
      return { commits: number, units, replays, bytes: await sizeOf(reads) };
    },
    async close() {
      await commits.close();
      await Promise.all([wake.close(), reads.close(), writes.close(), wholes.close()]);
    },
  };
}

const COLUMNS = `select table_name || '.' || column_name as name, data_type as type,
    case when is_nullable = 'YES' then 1 else 0 end as optional
  from information_schema.columns where table_schema = current_schema()`;

/** Looks whether the database can be used, and brings it to this version. */
async function prepare(url: string): Promise<void> {
  const target = targetOf(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    await check(client, target);
    await migrate(client);
  } catch (error) {
    throw unusable(target, error);
  } finally {
    await client.end();
  }
}

const SETTINGS = `select current_setting('server_encoding') as encoding,
  current_setting('synchronous_commit') as sync`;

/** What a database must promise: all of Unicode, and that what it has committed stays. */
async function check(connection: Connection, { at, database }: Target): Promise<void> {
  const { rows } = await connection.query<{ encoding: string; sync: string }>(SETTINGS);
  const [found] = rows;
  if (found?.encoding !== 'UTF8') {
    throw new StoreUnusable(
      `${database} at ${at} is encoded in ${found?.encoding}: make one with encoding 'UTF8' template template0`,
    );
  }
  if (found.sync === 'off') {
    throw new StoreUnusable(
      `${database} at ${at} may lose what it has committed: alter database "${database}" set synchronous_commit = on`,
    );
  }
}

/** Bytes on disk; null when the database does not say. */
async function sizeOf(pool: Pool): Promise<number | null> {
  const query = { sql: 'select pg_database_size(current_database()) as bytes' };
  return (await pool.one<{ bytes: number }>(query).catch(() => undefined))?.bytes ?? null;
}
