import type { StateChange, Writer } from './store.ts';
import type { Revised, Row, Table } from './table.ts';

/** One recorded write. `expects` is the revision that the row must still have. */
export type Write =
  | { readonly kind: 'insert'; readonly table: Table<Row>; readonly row: Row }
  | {
      readonly kind: 'update';
      readonly table: Table<Row>;
      readonly row: Row;
      readonly changes: Record<string, unknown>;
      readonly expects: number;
    }
  | { readonly kind: 'remove'; readonly table: Table<Row>; readonly row: Row; readonly expects: number };

/**
 * Records the writes of one unit of work. Changes of the same row run together into one write, so that an
 * operation may change a row in steps and the store sees one statement a row.
 */
export class Recorder implements Writer {
  readonly #writes = new Map<string, Write>();
  readonly #changes: StateChange[] = [];
  readonly #touches: boolean;

  /** @param touches whether `touch` is written, or free because units never run side by side */
  constructor(touches: boolean) {
    this.#touches = touches;
  }

  get writes(): readonly Write[] {
    return [...this.#writes.values()];
  }

  get changes(): readonly StateChange[] {
    return this.#changes;
  }

  insert<R extends Row>(into: Table<R>, row: R): void {
    this.#writes.set(identity(into, row), { kind: 'insert', table: into as never, row });
    this.#note(into, undefined, row);
  }

  update<R extends Row & Revised>(of: Table<R>, row: R, changes: Partial<R>): R {
    const key = identity(of, row);
    const earlier = this.#writes.get(key);
    const after = { ...row, ...changes };
    if (earlier?.kind === 'insert') {
      this.#writes.set(key, { ...earlier, row: after });
      this.#note(of, row, after);
      return after;
    }
    const expects = earlier === undefined ? row.revision : earlier.expects;
    const before = earlier?.kind === 'update' ? earlier.changes : {};
    const revised = { ...after, revision: expects + 1 };
    const all = { ...before, ...changes, revision: expects + 1 };
    this.#writes.set(key, { kind: 'update', table: of as never, row, changes: all, expects });
    this.#note(of, row, after);
    return revised;
  }

  remove<R extends Row & Revised>(from: Table<R>, row: R): void {
    const key = identity(from, row);
    const earlier = this.#writes.get(key);
    if (earlier?.kind === 'insert') {
      this.#writes.delete(key);
      return;
    }
    const expects = earlier?.expects ?? row.revision;
    this.#writes.set(key, { kind: 'remove', table: from as never, row, expects });
  }

  touch<R extends Row & Revised>(of: Table<R>, parent: R): void {
    if (this.#touches && !this.#writes.has(identity(of, parent))) this.update(of, parent, {});
  }

  #note<R extends Row>(table: Table<R>, before: R | undefined, after: R): void {
    const from = stateOf(before);
    const to = stateOf(after);
    if (to === undefined || from === to) return;
    this.#changes.push({ resource: table.name, id: table.idOf(after), from: from ?? null, to });
  }
}

const stateOf = (row: Row | undefined) =>
  row !== undefined && 'state' in row && typeof row.state === 'string' ? row.state : undefined;

const identity = <R extends Row>(table: Table<R>, row: R) =>
  `${table.name} ${table.key.map((property) => String(row[property])).join(' ')}`;
