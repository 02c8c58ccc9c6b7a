import { apiRequest } from './load.ts';
import { scratch, startProduct } from './processes.ts';
import { printTable, whole } from './table.ts';

const ROUNDS = 5;
const CLIENTS = 32;
const FLAGS = ['--quotas', 'off', '--lifecycle', 'fast'];

/** kill -9 under load, again and again: whatever was acknowledged is found after the restart. */
export async function benchKill(): Promise<void> {
  const stores = [undefined, process.env['CROSSCONNECT_BENCH_POSTGRES']];
  const rows: string[][] = [['store', 'kills', 'acknowledged', 'missing after restart']];
  for (const [index, url] of stores.entries()) {
    if (index > 0 && url === undefined) continue;
    rows.push([url === undefined ? 'SQLite' : 'PostgreSQL', String(ROUNDS), ...(await killed(url))]);
  }
  printTable('kill -9 under load', rows);
}

async function killed(url: string | undefined): Promise<string[]> {
  const data = scratch();
  const flags = url === undefined ? FLAGS : [...FLAGS, '--store', url];
  const acknowledged = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startProduct(data, flags);
    const seen = orders(server.port, acknowledged);
    await new Promise((resolve) => setTimeout(resolve, 700 + 150 * round));
    process.kill(server.pid, 'SIGKILL');
    await seen;
  }
  const server = await startProduct(data, flags);
  const present = await everything(server.port);
  await server.end();
  const missing = [...acknowledged].filter((id) => !present.has(id));
  if (missing.length > 0) process.exitCode = 1;
  return [whole(acknowledged.size), whole(missing.length)];
}

/** Orders until the server is gone; every acknowledged id is kept. */
async function orders(port: number, acknowledged: Set<string>): Promise<void> {
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (;;) {
        const answer = await call(port, 'CreateConnection', {
          location: 'EqDC2',
          bandwidth: '10Gbps',
          connectionName: 'kill',
        }).catch(() => undefined);
        if (answer === undefined) return;
        acknowledged.add(answer.connectionId ?? '');
      }
    }),
  );
}

async function everything(port: number): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let nextToken: string | undefined;
  do {
    const page = await call(port, 'DescribeConnections', nextToken === undefined ? {} : { nextToken });
    for (const { connectionId } of page.connections ?? []) ids.add(connectionId);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return ids;
}

interface Answer {
  readonly connectionId?: string;
  readonly connections?: readonly { readonly connectionId: string }[];
  readonly nextToken?: string;
}

async function call(port: number, operation: string, input: object): Promise<Answer> {
  // The same bytes as under load; fetch only carries them.
  const text = apiRequest(port, operation, input).toString();
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const lines = head
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
  const headers = lines.filter(([name]) => name !== 'host' && name !== 'content-length');
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}
