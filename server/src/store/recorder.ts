import { Collision, type Entered, type StateChange, type Writer } from './store.ts';
import type { Revised, Row, Table } from './table.ts';

/** One recorded write. `expects` is the revision that the row must still have. */
export type Write = Insert | Update | Remove | Guard;

interface Insert {
  readonly kind: 'insert';
  readonly table: Table<Row>;
  readonly row: Row;
}

interface Update {
  readonly kind: 'update';
  readonly table: Table<Row>;
  readonly row: Row;
  readonly changes: Record<string, unknown>;
  readonly expects: number;
}

interface Remove {
  readonly kind: 'remove';
  readonly table: Table<Row>;
  readonly row: Row;
  readonly expects: number;
}

/** Nothing is written, but the row must be as it was. */
interface Guard {
  readonly kind: 'guard';
  readonly table: Table<Row>;
  readonly row: Row;
  readonly expects: number;
}

/** What frees a unique value comes before what takes it. */
const ORDER = { guard: 0, remove: 0, update: 1, insert: 2 };

/**
 * Records the writes of one unit of work. Changes of the same row run together into one write, so that an
 * operation may change a row in steps and the store sees one statement a row.
 */
export class Recorder implements Writer {
  readonly #writes = new Map<string, Write>();
  readonly #touched = new Set<string>();
  readonly #entered: Entered[] = [];
  readonly #sideBySide: boolean;

  /** @param sideBySide whether units run so: `touch` and `guard` are free where they do not */
  constructor(sideBySide: boolean) {
    this.#sideBySide = sideBySide;
  }

  /** In the order in which they are to be applied. Where nothing is written nothing needs to be guarded. */
  get writes(): readonly Write[] {
    const all = [...this.#writes.values()];
    if (all.every(({ kind }) => kind === 'guard')) return [];
    return all.sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  }

  get changes(): readonly StateChange[] {
    return this.#entered.map(({ change }) => change);
  }

  get entered(): readonly Entered[] {
    return this.#entered;
  }

  /** Identities of the rows that will be written. */
  get rows(): Iterable<string> {
    return this.#writes.keys();
  }

  /** Identities of the rows that stand for what was counted beneath them. */
  get touched(): ReadonlySet<string> {
    return this.#touched;
  }

  insert<R extends Row>(into: Table<R>, row: R): void {
    const key = identityOf(into, row);
    const earlier = this.#writes.get(key);
    // Two rows of one unit drew the same id: a rerun draws again.
    if (earlier !== undefined && earlier.kind !== 'remove')
      throw new Collision(`${into.name} has such a row`);
    this.#writes.set(key, earlier === undefined ? inserted(into, row) : replaced(earlier, row));
    this.#note(into, undefined, row);
  }

  update<R extends Row & Revised>(of: Table<R>, row: R, changes: Partial<R>): R {
    const key = identityOf(of, row);
    const earlier = this.#writes.get(key);
    const after = { ...row, ...changes };
    this.#note(of, row, after);
    if (earlier?.kind === 'insert') {
      this.#writes.set(key, { ...earlier, row: after });
      return after;
    }
    const expects = earlier === undefined ? row.revision : earlier.expects;
    const before = earlier?.kind === 'update' ? earlier.changes : {};
    const all = { ...before, ...changes, revision: expects + 1 };
    this.#writes.set(key, { kind: 'update', table: of as never, row, changes: all, expects });
    return { ...after, revision: expects + 1 };
  }

  remove<R extends Row & Revised>(from: Table<R>, row: R): void {
    const key = identityOf(from, row);
    const earlier = this.#writes.get(key);
    if (earlier?.kind === 'insert') {
      this.#writes.delete(key);
      return;
    }
    const expects = earlier?.expects ?? row.revision;
    this.#writes.set(key, { kind: 'remove', table: from as never, row, expects });
  }

  touch<R extends Row & Revised>(of: Table<R>, parent: R): void {
    if (!this.#sideBySide) return;
    const key = identityOf(of, parent);
    const earlier = this.#writes.get(key);
    // Nobody else can count beneath a row that is not there yet.
    if (earlier?.kind === 'insert') return;
    if (earlier === undefined || earlier.kind === 'guard') this.update(of, parent, {});
    this.#touched.add(key);
  }

  guard<R extends Row & Revised>(of: Table<R>, row: R): void {
    const key = identityOf(of, row);
    // A write compares the row by itself.
    if (!this.#sideBySide || this.#writes.has(key)) return;
    this.#writes.set(key, { kind: 'guard', table: of as never, row, expects: row.revision });
  }

  /** What the unit has noted of a row counts, not what was read: two parts of it may change the row as they found it. */
  #note<R extends Row>(table: Table<R>, before: R | undefined, after: R): void {
    const to = stateOf(after);
    if (to === undefined || stateOf(before) === to) return;
    const [resource, id] = [table.name, table.idOf(after)];
    const noted = this.#entered.findLast((one) => one.change.id === id && one.change.resource === resource);
    const from = noted?.change.to ?? stateOf(before) ?? null;
    if (from !== to) this.#entered.push({ change: { resource, id, from, to }, before, after });
  }
}

const inserted = <R extends Row>(table: Table<R>, row: R): Insert => ({
  kind: 'insert',
  table: table as never,
  row,
});

/** A row that takes the place of one that the same unit has removed. */
function replaced({ table, row, expects }: Remove | Update, by: Row): Update {
  return { kind: 'update', table, row, changes: { ...by, revision: expects + 1 }, expects };
}

const stateOf = (row: Row | undefined) =>
  row !== undefined && 'state' in row && typeof row.state === 'string' ? row.state : undefined;

/** Names one row of one table. */
export function identityOf<R extends Row>(table: Table<R>, row: R): string {
  let identity = table.name;
  for (const property of table.key) identity += `\u001f${String(row[property])}`;
  return identity;
}
