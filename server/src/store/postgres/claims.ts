import type { Row, Table } from '../table.ts';
import { type Pool, rowsOf } from './pool.ts';

/** How long a claim keeps other servers off a row: longer than it takes to handle a batch, short after a crash. */
const CLAIM_MS = 5_000;
/** How often claims that have ended are removed. */
const SWEEP_MS = 10_000;

const SWEEP = `delete from timer_claim where ctid in (
  select ctid from timer_claim where claimed_until < ? for update skip locked)`;

/**
 * Due rows, each given to one server only for a while. Claims stand in a table of their own, keyed by the row and
 * its deadline, and not in the row: a wide row is not rewritten for a hint, its revision stays, and its next deadline
 * is free at once. The table is unlogged, because a crash may forget hints.
 */
export class Claims {
  readonly #pool: Pool;
  #sweptAt = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async due<R extends Row>(of: Table<R>, now: number, limit: number): Promise<readonly R[]> {
    const real = Date.now();
    const values = [now, real, limit, real + CLAIM_MS, real];
    const rows = await this.#pool.use((connection) => rowsOf<R>(connection, claimOf(of as never), values));
    if (rows.length > 0) await this.#sweep(real);
    return rows;
  }

  async #sweep(real: number): Promise<void> {
    if (real - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = real;
    await this.#pool.use((connection) => rowsOf(connection, SWEEP, [real]));
  }
}

const texts = new Map<string, string>();

function claimOf(of: Table<Row>): string {
  let text = texts.get(of.name);
  if (text === undefined) {
    text = claimText(of);
    texts.set(of.name, text);
  }
  return text;
}

function claimText({ name, columns, key, select }: Table<Row>): string {
  const keys = key.map((property) => columns.get(property) ?? property);
  // The deadlines of a chain of 0 ms fall on one moment: the revision tells each from the next.
  const revision = columns.has('revision' as never) ? ['revision'] : [];
  const row = `concat_ws(chr(31), ${[...keys, ...revision].join(', ')})`;
  return `with due as (
      select ${[...columns.values()].join(', ')}, ${row} as row_key from ${name}
      where due_at is not null and due_at <= ? and not exists (
        select 1 from timer_claim where of_table = '${name}' and row_key = ${row}
        and timer_claim.due_at = ${name}.due_at and claimed_until > ?)
      order by due_at, ${keys.join(', ')} limit ? for update of ${name} skip locked
    ), claimed as (
      insert into timer_claim (of_table, row_key, due_at, claimed_until)
      select '${name}', row_key, due_at, cast(? as bigint) from due
      on conflict (of_table, row_key, due_at) do update set claimed_until = excluded.claimed_until
      where timer_claim.claimed_until <= ?
      returning row_key
    )
    select ${select} from due where row_key in (select row_key from claimed)
    order by due_at, ${keys.join(', ')}`;
}
