import { StoreUnusable } from '../store.ts';

/** One numbered step of the schema. Never edited once it has been released: the next one corrects it. */
export interface Migration {
  /**
   * Higher than every number before: a database remembers the highest step that it has, and takes those above it. One that
   * came later with a number that was left free would be passed over, without a word.
   */
  readonly version: number;
  readonly name: string;
  /**
   * Plain SQL. `{clustered}` stands where an engine may keep the rows in the order of the key, `{unlogged}` where
   * it may lose them in a crash. Text is compared byte by byte, whatever the database's collation.
   */
  readonly statements: readonly string[];
}

/** What the person at the terminal is told of a database that a later version has changed. */
export function newerThanKnown(found: number, latest: number, orElse: string): StoreUnusable {
  return new StoreUnusable(
    `the database is of version ${found}, this program knows versions up to ${latest}: start a newer crossconnect, or give ${orElse}`,
  );
}
