import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../../src/store/table.ts';
import { openEngine, type OpenedEngine, openStoreOn } from '../support/engines.ts';
import { startHere } from '../support/in-process.ts';
import type { Running } from '../support/launch.ts';
import { type CallOptions, signedCall } from '../support/signed-call.ts';

const folders: string[] = [];
const servers: Running[] = [];
let place: OpenedEngine | undefined;

function start(store: string, key: string): Promise<Running> {
  const data = mkdtempSync(join(tmpdir(), 'crossconnect-'));
  folders.push(data);
  const args = [
    '--store',
    store,
    '--data',
    data,
    '--port',
    '0',
    '--lifecycle',
    'manual',
    '--log-level',
    'error',
  ];
  return startHere({ args, env: { CROSSCONNECT_SECRET_KEY: key } });
}

beforeAll(async () => {
  place = await openEngine('postgres');
  const key = randomBytes(32).toString('base64');
  servers.push(await start(place.setting, key), await start(place.setting, key));
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await place?.dispose();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** One order of each account, all at once, in turn at one server and the other. */
const orders = (accounts: readonly string[]) =>
  Promise.allSettled(
    accounts.map((account, index) => {
      const endpoint = servers[index % servers.length]?.endpoint ?? '';
      const options: CallOptions = { account };
      const order = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: `order ${index}` } as const;
      return signedCall(endpoint, 'CreateConnection', order, options);
    }),
  );

const many = (count: number, account: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => account(index));

test('orders of many accounts at one site all get a port, each its own', async () => {
  const outcomes = await orders(many(48, (index) => String(400_000_000_000 + index)));
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
  const store = await openStoreOn(place?.setting ?? '');
  const taken = query<object>('select distinct device_id, port_number from connection');
  expect(await store.reader.all(taken)).toHaveLength(48);
  await store.close();
});

test('of 32 orders of one account at one site ten are taken, and the others are told why', async () => {
  const outcomes = await orders(many(32, () => '500000000000'));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  const reasons = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(new Set(reasons).size).toBe(1);
  expect(reasons[0]).toContain('You have reached the limit of 10 active connections at EqDC2');
});
