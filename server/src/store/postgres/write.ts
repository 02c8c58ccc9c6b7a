import { identityOf, type Write } from '../recorder.ts';
import { type Statement, statementOf } from '../statements.ts';
import { Conflict } from '../store.ts';
import type { Connection } from './connection.ts';
import { Kept } from './kept.ts';
import { changed, rowsOf } from './pool.ts';

/** Above this one statement costs the planner more than the round trips that it saves. */
const ONE_STATEMENT_MAX = 24;

export const fitsOneStatement = (writes: readonly Write[]) => writes.length <= ONE_STATEMENT_MAX;

/** The writes of one unit inside a transaction, sent at once. */
export async function write(connection: Connection, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  await (fitsOneStatement(writes) ? writeTogether(connection, writes) : writeInOrder(connection, writes));
}

/** Shapes of units that are remembered: there are more of them than come again. */
const SHAPES_MAX = 500;
const texts = new Kept<string>(SHAPES_MAX);

/**
 * All writes as one statement: they happen together or not at all, in one round trip. A row that has changed since
 * it was read is not found, its count is missing from the sum, and the division by zero fails the statement.
 */
export async function writeTogether(connection: Connection, writes: readonly Write[]): Promise<void> {
  const statements = inLockOrder(writes).map((write) => ({ write, ...statementOf(write) }));
  const shape = statements.map(({ sql }) => sql).join(';');
  await rowsOf(
    connection,
    texts.of(shape, () => joined(statements)),
    statements.flatMap(({ values }) => values),
  );
}

/** The same rows are locked in the same order by everybody, so that nobody waits in a circle. */
function inLockOrder(writes: readonly Write[]): readonly Write[] {
  return writes
    .map((write) => ({ write, name: identityOf(write.table, write.row) }))
    .sort((a, b) => last(a.write) - last(b.write) || (a.name < b.name ? -1 : 1))
    .map(({ write }) => write);
}

/** Inserts come last: what is removed or changed may free what they take. */
const last = ({ kind }: Write) => (kind === 'insert' ? 1 : 0);

function joined(statements: readonly (Statement & { readonly write: Write })[]): string {
  const parts = statements.map(({ write, sql }, index) =>
    ['insert', 'guard'].includes(write.kind) ? `w${index} as (${sql})` : `w${index} as (${sql} returning 1)`,
  );
  const compared = statements.flatMap(({ write }, index) =>
    write.kind === 'insert' ? [] : [`(select count(*) from w${index})`],
  );
  const check =
    compared.length === 0
      ? '1'
      : `1 / (case when ${compared.join(' + ')} = ${compared.length} then 1 else 0 end)`;
  return `with ${parts.join(', ')} select ${check} as done`;
}

/**
 * The writes one by one in the order in which they were recorded, without waiting in between; for a transaction.
 *
 * @throws Conflict when a row has changed since it was read
 */
export async function writeInOrder(connection: Connection, writes: readonly Write[]): Promise<void> {
  const results = await Promise.allSettled(
    writes.map(async (write) => {
      const { sql, values } = statementOf(write);
      if ((await changed(connection, sql, values)) !== 1)
        throw new Conflict(`${write.table.name} has changed`);
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
