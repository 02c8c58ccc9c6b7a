import type pg from 'pg';

/** A connection that somebody has taken. */
export type Connection = Pick<pg.ClientBase, 'query'>;

/** A connection that is lent until it is released; `broken` is not used again. */
export interface Lease {
  readonly connection: Connection;
  readonly release: (broken: boolean) => void;
}
