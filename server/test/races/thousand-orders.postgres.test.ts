// A thousand orders at the same moment at two servers: each gets a port of its own, and nobody is told of the crowd.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../../src/store/table.ts';
import { newAccount } from '../support/accounts.ts';
import { openEngine, type OpenedEngine, openStoreOn } from '../support/engines.ts';
import { type QuickAnswer, quickCall } from '../support/quick-call.ts';
import { startServer, type TestServer } from '../support/server.ts';

const ORDERS = 1_000;

const PLACES = query<{ n: number; places: number }>(
  `select count(*) as n, count(distinct device_id || '.' || port_number) as places from connection where location = ?`,
);

describe('a thousand orders at once', () => {
  let place: OpenedEngine;
  let servers: readonly TestServer[];

  beforeAll(async () => {
    place = await openEngine('postgres');
    const env = { CROSSCONNECT_SECRET_KEY: randomBytes(32).toString('base64') };
    const flags = ['--store', place.setting, '--lifecycle', 'manual', '--quotas', 'off'];
    servers = [await startServer({ flags, env }), await startServer({ flags, env })];
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.dispose()));
    await place.dispose();
  });

  const order = (server: TestServer | undefined, account: string, location: string): Promise<QuickAnswer> =>
    quickCall(server?.endpoint ?? '', { account, region: 'us-east-1' }, 'CreateConnection', {
      location,
      bandwidth: '1Gbps',
      connectionName: 'one of many',
    });
  const faults = (answers: readonly QuickAnswer[]) =>
    Object.entries(
      Object.groupBy(
        answers.filter(({ status }) => status !== 200),
        ({ status, text }): string => `${status} ${text}`,
      ),
    ).map(([text, all]) => `${all?.length} × ${text}`);

  test.for<readonly [string, string, () => string]>([
    ['of many accounts', 'EqDC2', newAccount],
    ['of one account', 'EqDA2', () => '600000000000'],
  ])('%s', async ([, location, account]) => {
    const answers = await Promise.all(
      Array.from({ length: ORDERS }, (_, index) => order(servers[index % 2], account(), location)),
    );
    expect(faults(answers)).toEqual([]);
    const store = await openStoreOn(place.setting);
    expect(await store.reader.one(PLACES, location)).toEqual({ n: ORDERS, places: ORDERS });
    await store.close();
  });
});
