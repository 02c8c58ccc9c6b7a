import { join } from 'node:path';
import { connections } from '../server/src/store/tables/connections.ts';
import { ports } from '../server/src/store/tables/inventory.ts';
import { apiRequest, load } from './load.ts';
import { scratch, startProduct } from './processes.ts';
import { ACCOUNT, CONNECTION, idOf, insertInto, pageAfter, PORT, SEQ_START, seedDatabase } from './seed.ts';
import { median, ms, printTable, ratio, whole } from './table.ts';

const FLAGS = ['--quotas', 'off', '--lifecycle', 'manual'];
const SIZES = [1_000, 1_000_000];
const ROUNDS = 3;
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
  const middle = pageAfter('DescribeConnections', 500);
  const known = idOf('dxcon', 7);
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

/** Rows as CreateConnection leaves them. */
function seed(path: string, size: number): void {
  seedDatabase(path, 'connections', (database) => {
    const ofConnection = insertInto(database, connections);
    const ofPort = insertInto(database, ports);
    for (let index = 0; index < size; index += 1) {
      const id = idOf('dxcon', index);
      const at = { deviceId: DEVICE, portNumber: index + 1 };
      ofConnection({ ...CONNECTION, ...at, id, seq: SEQ_START + index, name: `bench ${index}` });
      ofPort({ ...PORT, deviceId: DEVICE, number: index + 1, connectionId: id });
    }
    return size;
  });
}
