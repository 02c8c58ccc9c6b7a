import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSqlite } from '../store/sqlite/open.ts';
import type { Work } from '../work/context.ts';
import { leasesOf } from './leases.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-leases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a server that is alone on its store looks after every edge, and asks nobody', async () => {
  const store = openSqlite(join(folder, 'alone.db'));
  const onError = (_: string, error: unknown) => expect.unreachable(String(error));
  const leases = leasesOf(store, { owner: 'alone', now: Date.now, onError });
  let run = 0;
  expect(await leases.hold('edge', async () => void (run += 1), 1_000)).toBe(true);
  expect(run).toBe(1);
  // Not even a look at the store.
  expect(await leases.isMine({} as Work, 'edge')).toBe(true);
  expect(await leases.inTurn('clock', async () => 'done')).toBe('done');
  await leases.letGo('edge');
  expect(await leases.othersAt()).toBeUndefined();
  await leases.close();
  expect(await store.figures()).toMatchObject({ commits: 0 });
  await store.close();
});
