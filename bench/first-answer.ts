import { spawnSync } from 'node:child_process';
import { apiRequest, load } from './load.ts';
import { residentMb, scratch, startProduct } from './processes.ts';
import { median, ms, printTable, ratio } from './table.ts';

const ROUNDS = 7;

/** First answer of the server's process on its second start, against an empty node; and its memory when idle. */
export async function benchFirstAnswer(): Promise<void> {
  const data = scratch();
  await (await startProduct(data)).end();
  const empty: number[] = [];
  const first: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    empty.push(performance.now() - began);
    const server = await startProduct(data);
    const asked = performance.now();
    const request = apiRequest(server.port, 'DescribeConnections', {});
    await load({ port: server.port, clients: 1, seconds: 0.001, request });
    first.push(server.readyMs + performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    memory.push(residentMb(server.pid) ?? 0);
    await server.end();
  }
  printTable('First answer after start, and memory when idle', [
    ['process', 'median', 'best', '÷ empty node'],
    ['empty node', ms(median(empty)), ms(Math.min(...empty)), '1.00'],
    ['crossconnect', ms(median(first)), ms(Math.min(...first)), ratio(median(first), median(empty))],
    ['idle memory', `${median(memory).toFixed(0)} MB`, `${Math.min(...memory).toFixed(0)} MB`, ''],
  ]);
}
