// What a call has committed is answered when its server ends, whatever still has to follow from it.
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer | undefined;
let holder: pg.Client | undefined;
afterEach(async () => {
  await holder?.end();
  await server?.dispose();
});

test('a call that waits for what another holds is answered before the server ends', async () => {
  server = await startServer({ engine: 'postgres', process: true });
  const first = { account: newAccount() };
  await orderPort(server, first);
  holder = new pg.Client({ connectionString: server.store });
  await holder.connect();
  // A deadline that has come, and whose row nobody gets: it looks as if another server were at it.
  await holder.query('update connection set due_at = 1 where account = $1', [first.account]);
  await holder.query('begin');
  await holder.query('select * from connection where account = $1 for update', [first.account]);

  const caller = { account: newAccount() };
  const answer = orderPort(server, caller);
  const made = () => holder?.query('select id from connection where account = $1', [caller.account]);
  await expect.poll(async () => (await made())?.rowCount, { interval: 10, timeout: 10_000 }).toBe(1);
  await server.stop();
  expect(await answer).toMatchObject({ connectionState: 'requested' });
});
