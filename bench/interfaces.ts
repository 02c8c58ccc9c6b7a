import { join } from 'node:path';
import { apiRequest, load, type LoadResult } from './load.ts';
import { type Measured, scratch, startPeer, startProduct } from './processes.ts';
import { ACCOUNT, idOf, pageAfter } from './seed.ts';
import { GATEWAY, newPlace, seedEmptyConnections, seedInterfaces } from './seed-interfaces.ts';
import { median, ms, printTable, ratio, whole } from './table.ts';

/** Nothing becomes due while it is measured. */
const FLAGS = ['--quotas', 'off', '--lifecycle', 'realistic'];
const CLIENTS = [1, 16, 64];
const SIZES = [1_000, 1_000_000];
const ROUNDS = 3;
const SECONDS = 2;
/** Short and many: what else the machine does comes to both stores. */
const PAIRS = 9;
const PAIR_SECONDS = 0.7;

/** A data folder in which the account has one virtual interface and its gateway. */
async function preparedFolder(): Promise<string> {
  const data = scratch();
  const server = await startProduct(data, ['--quotas', 'off', '--lifecycle', 'instant']);
  const { connectionId } = await call(server.port, 'CreateConnection', {
    location: 'EqDC2',
    bandwidth: '10Gbps',
    connectionName: 'first',
  });
  await until(async () => {
    const { connections } = await call(server.port, 'DescribeConnections', { connectionId });
    return (
      (connections as readonly { readonly connectionState: string }[])[0]?.connectionState === 'available'
    );
  });
  await call(server.port, 'CreatePrivateVirtualInterface', {
    connectionId,
    newPrivateVirtualInterface: wish(1),
  });
  await server.end();
  return data;
}

const wish = (vlan: number) => ({
  virtualInterfaceName: 'bench',
  vlan,
  asn: 65_000,
  virtualGatewayId: GATEWAY,
});

async function call(port: number, operation: string, input: object): Promise<Record<string, unknown>> {
  const [head = '', body = ''] = apiRequest(port, operation, input).toString().split('\r\n\r\n');
  const lines = head
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
  const headers = lines.filter(([name]) => name !== 'host' && name !== 'content-length');
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the connection did not become available');
}

/** Requests for one more each, on a server that has seen `counter.made` of them. */
function creations(port: number, counter: { made: number }): () => Buffer {
  return () => {
    const { connectionId, vlan } = newPlace(counter.made);
    counter.made += 1;
    const input = { connectionId, newPrivateVirtualInterface: wish(vlan) };
    return apiRequest(port, 'CreatePrivateVirtualInterface', input, ACCOUNT);
  };
}

/** Durable CreatePrivateVirtualInterface at 1, 16 and 64 clients, beside CreateConnection and the floor of a durable create. */
export async function benchInterfaces(): Promise<void> {
  const data = await preparedFolder();
  seedEmptyConnections(join(data, 'crossconnect.db'));
  const product = await startProduct(data, FLAGS);
  const floor = await startPeer('floor', scratch());
  try {
    const counter = { made: 0 };
    const order = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'bench' };
    const sample = { connectionId: idOf('dxcon', 7), newPrivateVirtualInterface: wish(7) };
    const runs: readonly Run[] = [
      ['floor', floor, apiRequest(floor.port, 'CreatePrivateVirtualInterface', sample)],
      ['CreateConnection', product, apiRequest(product.port, 'CreateConnection', order, '222222222222')],
      ['CreatePrivateVirtualInterface', product, creations(product.port, counter)],
    ];
    for (const clients of CLIENTS) await compare(runs, clients);
  } finally {
    await Promise.all([product.end(), floor.end()]);
  }
}

type Run = readonly [name: string, server: Measured, request: Buffer | (() => Buffer)];

async function compare(runs: readonly Run[], clients: number): Promise<void> {
  const results = new Map<string, LoadResult[]>(runs.map(([name]) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, { port }, request] of runs)
      results.get(name)?.push(await measured({ port, clients, seconds: SECONDS, request }));
  }
  const figure = (name: string, of: (result: LoadResult) => number) =>
    median((results.get(name) ?? []).map(of));
  printTable(`CreatePrivateVirtualInterface, durable, ${clients} client${clients === 1 ? '' : 's'}`, [
    ['call', 'a second', '÷ floor', 'p50', 'p99'],
    ...runs.map(([name]) => [
      name,
      whole(figure(name, ({ perSecond }) => perSecond)),
      ratio(
        figure(name, ({ perSecond }) => perSecond),
        figure('floor', ({ perSecond }) => perSecond),
      ),
      ms(figure(name, ({ p50 }) => p50)),
      ms(figure(name, ({ p99 }) => p99)),
    ]),
  ]);
}

async function measured(plan: Parameters<typeof load>[0]): Promise<LoadResult> {
  const result = await load(plan);
  if (result.failures > 0) throw new Error(`${result.failures} answers were errors (p50 ${ms(result.p50)})`);
  return result;
}

/** Pages, one by its id, those of a connection and durable creates among 1,000 and among 1,000,000 virtual interfaces. */
export async function benchMillionInterfaces(): Promise<void> {
  const servers: Measured[] = [];
  for (const size of SIZES) {
    const data = await preparedFolder();
    seedInterfaces(join(data, 'crossconnect.db'), size);
    servers.push(await startProduct(data, FLAGS));
  }
  try {
    const figures = await alternating(servers);
    printTable('Among 1,000 and 1,000,000 virtual interfaces (a second; the ratio is time per call)', [
      ['call', '1,000', '1,000,000', 'ratio', 'budget'],
      ...CALLS.map(({ name, budget }, at) => {
        const [few = 0, many = 0] = (figures[at] ?? []).map(median);
        return [name, whole(few), whole(many), ratio(few, many), `≤ ${budget}`];
      }),
    ]);
  } finally {
    await Promise.all(servers.map((server) => server.end()));
  }
}

/** Figures by call and server: both stores in turn, so that what else the machine does comes to both. */
async function alternating(servers: readonly Measured[]): Promise<readonly (readonly number[][])[]> {
  const figures = CALLS.map(() => servers.map(() => [] as number[]));
  const requests = servers.map(({ port }) => {
    const counter = { made: 0 };
    return CALLS.map(({ request }) => request(port, counter));
  });
  for (let round = 0; round < PAIRS; round += 1) {
    for (const [call, { clients }] of CALLS.entries()) {
      for (const [at, { port }] of servers.entries()) {
        const request = requests[at]?.[call] ?? Buffer.from('');
        const { perSecond } = await measured({ port, clients, seconds: PAIR_SECONDS, request });
        figures[call]?.[at]?.push(perSecond);
      }
    }
  }
  return figures;
}

const describe = (input: object) => (port: number) =>
  apiRequest(port, 'DescribeVirtualInterfaces', input, ACCOUNT);

const CALLS = [
  { name: 'pages of 100, 1 client', clients: 1, budget: '1.5', request: describe({}) },
  {
    name: 'middle pages, 1 client',
    clients: 1,
    budget: '1.5',
    request: describe({ nextToken: pageAfter('DescribeVirtualInterfaces', 500) }),
  },
  {
    name: 'one by id, 16 clients',
    clients: 16,
    budget: '1.5',
    request: describe({ virtualInterfaceId: idOf('dxvif', 7) }),
  },
  {
    name: 'those of a connection, 16 clients',
    clients: 16,
    budget: '1.5',
    request: describe({ connectionId: idOf('dxcon', 7) }),
  },
  { name: 'creates, 16 clients', clients: 16, budget: '2', request: creations },
] as const;
