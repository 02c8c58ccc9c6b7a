import { DatabaseSync } from 'node:sqlite';
import { shortId } from '../server/src/domain/ids.ts';
import { pageOf, tokenAfter } from '../server/src/operations/support/paging.ts';
import type { Look } from '../server/src/store/look.ts';
import type { Row, Table } from '../server/src/store/table.ts';
import { whole } from './table.ts';

/** Whose the seeded rows are. */
export const ACCOUNT = '111111111111';
const REGION = 'us-east-1';
/** Place of the first seeded row in lists; another for each row after it. */
export const SEQ_START = 1_700_000_000_000 * 4_096;

/** Not random, so that two stores hold the same: digits of the index, in the alphabet of ids. */
export function idOf(prefix: 'dxcon' | 'dxvif' | 'dxpeer', index: number): string {
  const digits = [0, ...[5, 4, 3, 2, 1, 0].map((power) => Math.floor(index / 36 ** power) % 36)];
  return shortId(prefix, Uint8Array.from(digits));
}

/** What ids of a list begin with. */
const LISTED = { DescribeConnections: 'dxcon', DescribeVirtualInterfaces: 'dxvif' } as const;

/** The token of the page that begins behind a seeded row. */
export function pageAfter(operation: keyof typeof LISTED, index: number): string {
  const page = pageOf(operation, {}, { account: ACCOUNT, region: REGION } as Look);
  return tokenAfter(page, { seq: SEQ_START + index, id: idOf(LISTED[operation], index) });
}

/** Writes rows straight into the database of a server that has ended; what they are is said on stderr. */
export function seedDatabase(path: string, what: string, write: (database: DatabaseSync) => number): void {
  const began = performance.now();
  const database = new DatabaseSync(path);
  database.exec('pragma synchronous = off');
  database.exec('begin');
  const count = write(database);
  database.exec('commit');
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
  console.error(`seeded ${whole(count)} ${what} in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
}

/** Inserts rows of a table; a member that is missing is null. */
export function insertInto<R extends Row>(database: DatabaseSync, table: Table<R>) {
  const names = [...table.columns.values()];
  const sql = `insert into ${table.name} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
  const statement = database.prepare(sql);
  return (row: Readonly<Record<string, string | number | null>>) => {
    statement.run(...[...table.columns.keys()].map((property) => row[property] ?? null));
  };
}

export const CONNECTION = {
  account: ACCOUNT,
  region: REGION,
  kind: 'dedicated',
  state: 'available',
  stateSince: 1_700_000_000_000,
  location: 'EqDC2',
  bandwidth: '10Gbps',
  macSec: 0,
  billingMode: 'PayAsYouGo',
  billingChanges: '[]',
  tags: '[]',
  createdAt: 1_700_000_000_000,
  firstUpAt: 1_700_000_000_000,
  revision: 1,
} as const;

export const PORT = {
  state: 'taken',
  speed: '10G',
  medium: '10GBASE-LR',
  connector: 'LC duplex, single-mode',
  panelPosition: 'module 1, position 1',
  macSec: 0,
  link: 'up',
  rxLight: -345,
  txLight: -180,
  encrypted: 0,
  farEndLit: 1,
  revision: 1,
} as const;
