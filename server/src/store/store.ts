import type { Query, Revised, Row, Table, Value } from './table.ts';

/** Reads. Inside `commit` they see what that unit of work is built on; nothing else may be awaited there. */
export interface Reader {
  all<R>(query: Query<R>, ...values: readonly Value[]): Promise<readonly R[]>;
  one<R>(query: Query<R>, ...values: readonly Value[]): Promise<R | undefined>;
}

/** What a row of a state machine went through, for the audit trail and the events. */
export interface StateChange {
  readonly resource: string;
  readonly id: string;
  readonly from: string | null;
  readonly to: string;
  /** Whose it is, where that is not the account of the record: what a partner's call did to a customer's. */
  readonly account?: string;
}

/** A state that was entered, with the row as it was and as it will be: they say whose it is. */
export interface Entered {
  readonly change: StateChange;
  readonly before: Row | undefined;
  readonly after: Row;
}

/** Writes are recorded, and committed together when the unit of work has ended well. None is awaited. */
export interface Writer {
  insert<R extends Row>(into: Table<R>, row: R): void;
  /** Changes a row that is still at the revision that `row` shows; gives the row as it will be. */
  update<R extends Row & Revised>(of: Table<R>, row: R, changes: Partial<R>): R;
  remove<R extends Row & Revised>(from: Table<R>, row: R): void;
  /**
   * Makes two units that both count, sum or compare what lies under `parent` conflict, where the engine lets
   * them run side by side. Free where it does not.
   */
  touch<R extends Row & Revised>(of: Table<R>, parent: R): void;
  /**
   * Lets the unit be written only if the row is still as it was seen. Nothing is written to it: units that guard the
   * same row do not get in each other's way. Free where units never run side by side.
   *
   * It works one way: who writes the row later does not notice. So of two units that must see each other each writes
   * something that the other guards or writes; where the other one looks for what this one inserts, `touch`.
   */
  guard<R extends Row & Revised>(of: Table<R>, row: R): void;
  /** States entered so far by the recorded writes. */
  readonly changes: readonly StateChange[];
  /** The same, with their rows. */
  readonly entered: readonly Entered[];
}

export interface Transaction extends Reader, Writer {}

export type Unit<T> = (tx: Transaction) => Promise<T>;

/** What differs between the engines. Code asks for a capability, never for a name. */
export interface Capabilities {
  /** Several servers may work on the same store. */
  readonly shared: boolean;
  /** Units run side by side, so that siblings that are counted need a `touch`. */
  readonly concurrentUnits: boolean;
}

/** All rows of one table. */
export interface TableContent {
  readonly table: Table<Row>;
  readonly rows: readonly Row[];
}

/** What the schema says of a column. */
export interface ColumnType {
  /** `integer` has 32 bits, where an engine minds. */
  readonly type: 'text' | 'integer' | 'bigint';
  readonly nullable: boolean;
}

/** Counters for the metrics page. */
export interface StoreFigures {
  readonly commits: number;
  readonly units: number;
  readonly replays: number;
  readonly bytes: number | null;
}

export interface Store {
  readonly capabilities: Capabilities;
  /** Reads outside any unit of work: the last committed state. */
  readonly reader: Reader;
  /**
   * Runs `unit` and commits what it recorded, or nothing. Resolved means durable. A lost race or a collision
   * of ids runs the unit again, a few times, on fresh reads; an error of the unit's own comes through as it is.
   */
  commit<T>(unit: Unit<T>): Promise<T>;
  /**
   * Rows of a timed table that are due at `now` (epoch milliseconds), earliest first. Where the store is shared a
   * claim keeps other servers off them for some seconds of real time; compare-and-set decides in the end.
   */
  claimDue<R extends Row>(of: Table<R>, now: number, limit: number): Promise<readonly R[]>;
  /** Reads of one moment, however many they are: what is committed meanwhile they do not see. */
  atOneMoment<T>(read: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Replaces all that tables hold, in one transaction. For a lab alone: units that are under way may lose their rows.
   *
   * @throws Collision when two of the rows exclude each other; nothing has been replaced then
   */
  replace(contents: readonly TableContent[]): Promise<void>;
  /** The columns of the schema, by `table.column`. */
  columnTypes(): Promise<ReadonlyMap<string, ColumnType>>;
  /** A hint that something was committed by this or another server. Data never travels this way. */
  onWake(listener: () => void): () => void;
  wake(): void;
  figures(): Promise<StoreFigures>;
  close(): Promise<void>;
}

/** A write met a row that has changed since it was read; the unit is run again. */
export class Conflict extends Error {}

/** An insert met a row that is already there (an id collided, an invariant's index); the unit is run again. */
export class Collision extends Error {}

/** The store does not answer at this moment: whoever waits is told, and may try again. */
export class StoreUnreachable extends Error {}

/** The store cannot be opened: the text says why, for the person at the terminal. */
export class StoreUnusable extends Error {}
