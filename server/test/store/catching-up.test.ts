// What should have happened while a server was down happens in its order when it is back.
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startHere } from '../support/in-process.ts';
import { signedCall } from '../support/signed-call.ts';

const data = mkdtempSync(join(tmpdir(), 'crossconnect-asleep-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const start = (lifecycle: string) =>
  startHere({
    args: ['--data', data, '--port', '0', '--lifecycle', lifecycle, '--log-level', 'error'],
    env: {},
  });

test.each(['fast', 'realistic'])(
  'an order that slept for 120 days is not overtaken by its 100 days without light: %s',
  async (lifecycle) => {
    const before = await start(lifecycle);
    const order = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'asleep' } as const;
    const { connectionId = '' } = await signedCall(before.endpoint, 'CreateConnection', order, {});
    await before.stop();
    moveClock(120);
    const after = await start(lifecycle);
    await after.settle();
    const { connections = [] } = await signedCall(
      after.endpoint,
      'DescribeConnections',
      { connectionId },
      {},
    );
    expect(connections).toMatchObject([{ connectionState: 'available' }]);
    await after.stop();
  },
);

/** As if the machine had been off for so many days more: the lab's clock is real time and a stored offset. */
function moveClock(days: number): void {
  const database = new DatabaseSync(join(data, 'crossconnect.db'));
  database
    .prepare(
      `insert into stored_setting (name, value, revision) values ('clock.offset', ?, 1)
       on conflict (name) do update set value = value + excluded.value`,
    )
    .run(String(days * 86_400_000));
  database.close();
}
