import { apiRequest, load, type LoadResult } from './load.ts';
import { type Measured, motoCommand, scratch, start, startPeer, startProduct } from './processes.ts';
import { median, ms, printTable, ratio, whole } from './table.ts';

const ORDER = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'bench' };
const CLIENTS = [1, 16, 64];
const ROUNDS = 3;
const SECONDS = 2;

/** One server under load: what it is called, and what is sent to it. */
interface Runner {
  readonly name: string;
  readonly server: Measured;
  readonly create: Buffer;
  readonly describe: Buffer;
}

/**
 * Durable CreateConnection and DescribeConnections (10 connections) at 1, 16 and 64 clients, interleaved with a server
 * that answers a constant, with the floor of a durable create, and with moto where it is installed.
 */
export async function benchCalls(): Promise<void> {
  const runners = await runnersUp();
  try {
    for (const clients of CLIENTS) await compare('CreateConnection, durable', runners, clients, 'create');
    for (const clients of CLIENTS) await compare('DescribeConnections of 10', runners, clients, 'describe');
  } finally {
    await Promise.all(runners.map(({ server }) => server.end()));
  }
}

async function runnersUp(): Promise<readonly Runner[]> {
  const flags = ['--quotas', 'off', '--lifecycle', 'manual'];
  const product = await startProduct(scratch(), flags);
  const constant = await startPeer('constant');
  const floor = await startPeer('floor', scratch());
  const moto = motoCommand();
  const peers = [
    runner('constant', constant),
    runner('floor', floor),
    runner('crossconnect', product),
    ...(moto === undefined ? [] : [runner('moto', await startMoto(moto))]),
  ];
  for (const { server } of peers.slice(2)) await orderSome(server.port, 10);
  return peers;
}

function runner(name: string, server: Measured): Runner {
  return {
    name,
    server,
    create: apiRequest(server.port, 'CreateConnection', ORDER, '222222222222'),
    describe: apiRequest(server.port, 'DescribeConnections', {}, '111111111111'),
  };
}

/** moto names its port on stderr, so it is given one. */
async function startMoto(command: string): Promise<Measured> {
  const port = 20_000 + (process.pid % 20_000);
  const script = `echo http://127.0.0.1:${port}; exec ${command} -p ${port} 2>/dev/null`;
  const server = await start('sh', ['-c', script]);
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(`http://127.0.0.1:${port}/moto-api/data.json`).then(
      () => true,
      () => false,
    );
    if (up) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return server;
}

async function orderSome(port: number, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'OvertureService.CreateConnection',
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=111111111111/20260101/us-east-1/directconnect/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      },
      body: JSON.stringify({ ...ORDER, connectionName: `bench ${index}` }),
    });
    if (!response.ok) throw new Error(`order ${index} was refused: ${await response.text()}`);
  }
}

async function compare(
  title: string,
  runners: readonly Runner[],
  clients: number,
  what: 'create' | 'describe',
): Promise<void> {
  const results = new Map<string, LoadResult[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, server, [what]: request } of runners) {
      const result = await load({ port: server.port, clients, seconds: SECONDS, request });
      if (result.failures > 0) throw new Error(`${name}: ${result.failures} of its answers were errors`);
      results.set(name, [...(results.get(name) ?? []), result]);
    }
  }
  const figure = (name: string, of: (result: LoadResult) => number) =>
    median((results.get(name) ?? []).map(of));
  const rate = (name: string) => figure(name, (result) => result.perSecond);
  const base = rate('constant');
  printTable(`${title}, ${clients} client${clients === 1 ? '' : 's'}`, [
    ['server', 'a second', '÷ constant', '÷ floor', '÷ moto', 'p50', 'p99'],
    ...runners.map(({ name }) => [
      name,
      whole(rate(name)),
      ratio(rate(name), base),
      ratio(rate(name), rate('floor')),
      results.has('moto') ? ratio(rate(name), rate('moto')) : '–',
      ms(figure(name, (result) => result.p50)),
      ms(figure(name, (result) => result.p99)),
    ]),
  ]);
}
