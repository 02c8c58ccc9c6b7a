import { migrations } from '../migrations/all.ts';
import { type Migration, newerThanKnown } from '../migrations/migration.ts';
import { codeOf } from './faults.ts';
import type { Connection } from './connection.ts';

const VERSIONS = `create table if not exists schema_version (
  version integer primary key, name text not null, applied_at bigint not null
)`;

const UNDEFINED_TABLE = '42P01';
/** Two servers made the same table, or took the same step, at the same time. */
const MADE_BY_ANOTHER = ['23505', '42P07', '42710'];

/**
 * Brings the database to this version, a transaction a step. The step's own row is its lock: of servers that start
 * together one inserts it, and the others wait at it until the step is done, however long it takes.
 *
 * @throws StoreUnusable when it was written by a newer version
 */
export async function migrate(connection: Connection, list = migrations): Promise<void> {
  for (;;) {
    const found = await versionOf(connection);
    const latest = list.at(-1)?.version ?? 0;
    if (found > latest) throw newerThanKnown(found, latest, 'another database in --store');
    const next = list.find(({ version }) => version > found);
    if (next === undefined) return;
    await unlessMadeByAnother(() => take(connection, next));
  }
}

/** The table is made only when it is missing: a role that may not make tables can run what is there. */
async function versionOf(connection: Connection): Promise<number> {
  try {
    const { rows } = await connection.query<{ version: number }>('select version from schema_version');
    return Math.max(0, ...rows.map(({ version }) => version));
  } catch (error) {
    if (codeOf(error) !== UNDEFINED_TABLE) throw error;
    await unlessMadeByAnother(() => connection.query(VERSIONS));
    return versionOf(connection);
  }
}

async function take(connection: Connection, { version, name, statements }: Migration): Promise<void> {
  await connection.query('begin isolation level read committed');
  try {
    const step = 'insert into schema_version (version, name, applied_at) values ($1, $2, $3)';
    await connection.query(step, [version, name, Date.now()]);
    for (const statement of statements) await connection.query(inPostgres(statement));
    await connection.query('commit');
  } catch (error) {
    await connection.query('rollback');
    throw error;
  }
}

async function unlessMadeByAnother(step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!MADE_BY_ANOTHER.includes(codeOf(error))) throw error;
  }
}

/** Text is compared byte by byte, as the other engine does: order and uniqueness hang on no locale. */
function inPostgres(statement: string): string {
  return statement
    .replace('{clustered}', '')
    .replace('{unlogged}', 'unlogged')
    .replaceAll(/ text\b/g, ' text collate "C"');
}
