import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { shortId } from '../server/src/domain/ids.ts';
import { connections } from '../server/src/store/tables/connections.ts';
import { ports } from '../server/src/store/tables/inventory.ts';
import { apiRequest, load } from './load.ts';
import { scratch, startProduct } from './processes.ts';
import { median, ms, printTable, ratio, whole } from './table.ts';

const FLAGS = ['--quotas', 'off', '--lifecycle', 'manual'];
const SIZES = [1_000, 1_000_000];
const ROUNDS = 3;
const ACCOUNT = '111111111111';
const DEVICE = 'EqDC2-bench';

/** A page of 100 and a durable create among 1,000 and among 1,000,000 connections of one account. */
export async function benchMillion(): Promise<void> {
  const servers = [];
  for (const size of SIZES) {
    const data = scratch();
    await (await startProduct(data, FLAGS)).end();
    seed(join(data, 'crossconnect.db'), size);
    servers.push({ size, server: await startProduct(data, FLAGS) });
  }
  try {
    const rows = servers.map(({ size, server }) => ({ size, port: server.port, figures: [] as number[][] }));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const row of rows) row.figures.push(await measure(row.port));
    }
    const names = [
      'pages of 100, 1 client',
      'middle pages, 1 client',
      'one by id, 16 clients',
      'creates, 16 clients',
    ];
    const [small, large] = rows.map(({ figures }) =>
      names.map((_, at) => median(figures.map((each) => each[at] ?? 0))),
    );
    printTable('Among 1,000 and 1,000,000 connections (a second; the ratio is time per call)', [
      ['call', '1,000', '1,000,000', 'ratio'],
      ...names.map((name, at) => {
        const [few, many] = [small?.[at] ?? 0, large?.[at] ?? 0];
        return [name, whole(few), whole(many), ratio(few, many)];
      }),
    ]);
  } finally {
    await Promise.all(servers.map(({ server }) => server.end()));
  }
}

async function measure(port: number): Promise<number[]> {
  const middle = Buffer.from(`${SEQ_START + 500} dxcon-fg000000`).toString('base64url');
  const known = idOf(7);
  const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'bench' };
  const runs = [
    [1, apiRequest(port, 'DescribeConnections', {}, ACCOUNT)],
    [1, apiRequest(port, 'DescribeConnections', { nextToken: middle }, ACCOUNT)],
    [16, apiRequest(port, 'DescribeConnections', { connectionId: known }, ACCOUNT)],
    [16, apiRequest(port, 'CreateConnection', order, ACCOUNT)],
  ] as const;
  const figures: number[] = [];
  for (const [clients, request] of runs) {
    const { perSecond, failures, p50 } = await load({ port, clients, seconds: 1.5, request });
    if (failures > 0) throw new Error(`${failures} answers were errors (p50 ${ms(p50)})`);
    figures.push(perSecond);
  }
  return figures;
}

const SEQ_START = 1_700_000_000_000 * 4_096;

/** Not random, so that two stores hold the same: digits of the index, in the alphabet of ids. */
function idOf(index: number): string {
  const digits = [0, ...[5, 4, 3, 2, 1, 0].map((power) => Math.floor(index / 36 ** power) % 36)];
  return shortId('dxcon', Uint8Array.from(digits));
}

/** Writes rows as CreateConnection leaves them, straight into the database of a server that has ended. */
function seed(path: string, size: number): void {
  const began = performance.now();
  const database = new DatabaseSync(path);
  database.exec('pragma synchronous = off');
  const ofConnection = insertInto(database, connections.name, connections.columns);
  const ofPort = insertInto(database, ports.name, ports.columns);
  database.exec('begin');
  for (let index = 0; index < size; index += 1) {
    const id = idOf(index);
    ofConnection({
      ...CONNECTION,
      id,
      seq: SEQ_START + index,
      name: `bench ${index}`,
      portNumber: index + 1,
    });
    ofPort({ ...PORT, number: index + 1, connectionId: id, panelPosition: 'module 1, position 1' });
  }
  database.exec('commit');
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
  console.error(`seeded ${whole(size)} connections in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
}

function insertInto(database: DatabaseSync, table: string, columns: ReadonlyMap<string, string>) {
  const names = [...columns.values()];
  const sql = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
  const statement = database.prepare(sql);
  return (row: Readonly<Record<string, string | number | null>>) => {
    statement.run(...[...columns.keys()].map((property) => row[property] ?? null));
  };
}

const CONNECTION = {
  account: ACCOUNT,
  region: 'us-east-1',
  kind: 'dedicated',
  state: 'available',
  stateSince: 1_700_000_000_000,
  location: 'EqDC2',
  bandwidth: '10Gbps',
  deviceId: DEVICE,
  macSec: 0,
  billingMode: 'PayAsYouGo',
  billingChanges: '[]',
  tags: '[]',
  createdAt: 1_700_000_000_000,
  revision: 1,
} as const;

const PORT = {
  deviceId: DEVICE,
  state: 'taken',
  speed: '10G',
  medium: '10GBASE-LR',
  connector: 'LC duplex, single-mode',
  macSec: 0,
  link: 'up',
  rxLight: -345,
  txLight: -180,
  encrypted: 0,
  farEndLit: 1,
  revision: 1,
} as const;
