import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openPostgres } from '../server/src/store/postgres/open.ts';
import { openSqlite } from '../server/src/store/sqlite/open.ts';
import type { Store } from '../server/src/store/store.ts';
import { accounts, type AccountRow } from '../server/src/store/tables/accounts.ts';
import { connections } from '../server/src/store/tables/connections.ts';
import { records } from '../server/src/store/tables/records.ts';
import { query, rowsOf } from '../server/src/store/table.ts';
import { account, connection } from '../server/test/store/rows.ts';
import { type Cluster, startCluster } from '../server/test/support/cluster.ts';
import { scratch } from './processes.ts';
import { median, printTable, ratio, whole } from './table.ts';

const UNITS = [1, 16, 64];
const ROUNDS = 3;
const ROUND_MS = 1_500;
/** Accounts whose units do not meet. */
const ACCOUNTS = 64;

const ACCOUNT = rowsOf(accounts, 'where id = ?');
const AT_SITE = query(
  `select id from connection where account = ? and region = ? and location = ?
   and state not in ('deleted', 'rejected') limit ?`,
);
const BY_ID = rowsOf(connections, 'where id = ?');
const PAGE = rowsOf(connections, 'where account = ? and region = ? order by seq, id limit ?');

let seq = Date.now() * 4096;

/** What an order does to the store: three reads, one of them of what the other two gave; three rows written. */
async function order(store: Store, owner: string): Promise<void> {
  await store.commit(async (tx) => {
    const [row] = await Promise.all([
      tx.one(ACCOUNT, owner),
      tx.all(AT_SITE, owner, 'eu-west-1', 'EqDC2', 11),
    ]);
    await tx.one(BY_ID, 'dxcon-none');
    const id = `dxcon-${randomBytes(6).toString('hex')}`;
    seq += 1;
    tx.insert(connections, connection({ id, account: owner, seq }));
    tx.insert(records, recordOf(seq));
    tx.touch(accounts, row as AccountRow);
  });
}

const recordOf = (at: number) => ({
  seq: at,
  at,
  account: null,
  region: null,
  actor: 'bench',
  action: 'CreateConnection',
  requestId: null,
  sourceIp: null,
  request: null,
  changes: '[]',
});

type Work = (store: Store, worker: number) => Promise<unknown>;

const works: readonly (readonly [string, Work])[] = [
  ['commits, each of an account of its own', (store, worker) => order(store, `own${worker % ACCOUNTS}`)],
  ['commits, all of one account', (store) => order(store, 'shared')],
  ['reads of one row', (store, worker) => store.reader.one(ACCOUNT, `own${worker % ACCOUNTS}`)],
  ['pages of 100', (store) => store.reader.all(PAGE, 'listed', 'eu-west-1', 100)],
];

/** Both engines of the store under the same work, interleaved; every commit is on disk before it is answered. */
export async function benchStore(): Promise<void> {
  const cluster = await durableCluster();
  if (cluster === undefined) return;
  const engines = new Map<string, Store>([
    ['SQLite', openSqlite(join(scratch(), 'bench.db'))],
    ['PostgreSQL', await openPostgres(cluster.url('postgres'))],
  ]);
  try {
    for (const store of engines.values()) await fill(store);
    for (const [title, work] of works) await compare(title, work, engines);
  } finally {
    await Promise.all([...engines.values()].map((store) => store.close()));
    await cluster.stop();
  }
}

async function durableCluster(): Promise<Cluster | undefined> {
  try {
    return await startCluster(true);
  } catch (error) {
    console.log(`\nstore: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function fill(store: Store): Promise<void> {
  await store.commit(async (tx) => {
    for (let index = 0; index < ACCOUNTS; index += 1) tx.insert(accounts, account(`own${index}`));
    tx.insert(accounts, account('shared'));
    for (let index = 1; index <= 1_000; index += 1)
      tx.insert(connections, connection({ id: `dxcon-listed${index}`, account: 'listed', seq: index }));
  });
}

async function compare(title: string, work: Work, engines: ReadonlyMap<string, Store>): Promise<void> {
  const rows: string[][] = [
    ['at once', ...[...engines.keys()].map((name) => `${name} a second`), '÷ SQLite'],
  ];
  for (const units of UNITS) {
    const results = new Map([...engines.keys()].map((name) => [name, [] as number[]]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, store] of engines) results.get(name)?.push(await rate(store, work, units));
    }
    const [first = 0, second = 0] = [...results.values()].map((all) => median(all));
    rows.push([String(units), whole(first), whole(second), ratio(second, first)]);
  }
  printTable(title, rows);
}

async function rate(store: Store, work: Work, units: number): Promise<number> {
  const started = performance.now();
  const end = started + ROUND_MS;
  let done = 0;
  await Promise.all(
    Array.from({ length: units }, async (_, worker) => {
      while (performance.now() < end) {
        await work(store, worker);
        done += 1;
        // Reads of the embedded engine never wait: without this one worker would keep the others out.
        if (done % 16 === 0) await new Promise(setImmediate);
      }
    }),
  );
  return (done / (performance.now() - started)) * 1_000;
}
