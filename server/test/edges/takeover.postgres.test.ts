// A server that dies in the middle of its work is followed by another, within seconds.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startChild } from '../support/child-process.ts';
import { openEngine, type OpenedEngine } from '../support/engines.ts';
import { startHere } from '../support/in-process.ts';
import type { Launch, Running } from '../support/launch.ts';
import { signedCall } from '../support/signed-call.ts';

/** Longer than a lease lasts, and than a claim on a deadline. */
const TAKEOVER_MS = 20_000;

const folders: string[] = [];
const key = randomBytes(32).toString('base64');
let place: OpenedEngine | undefined;
let dying: Running | undefined;
let living: Running | undefined;

function launch(): Launch {
  const data = mkdtempSync(join(tmpdir(), 'crossconnect-'));
  folders.push(data);
  const where = ['--store', place?.setting ?? '', '--data', data, '--port', '0'];
  return {
    args: [...where, '--lifecycle', 'fast', '--log-level', 'error'],
    env: { CROSSCONNECT_SECRET_KEY: key },
  };
}

beforeAll(async () => {
  place = await openEngine('postgres');
  dying = await startChild(launch());
  living = await startHere(launch());
});

afterAll(async () => {
  await dying?.kill9();
  await living?.stop();
  await place?.dispose();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

test('orders come up although the server that looked after their edges was killed on the way', async () => {
  const { endpoint = '' } = living ?? {};
  const states = async () => {
    const { connections = [] } = await signedCall(endpoint, 'DescribeConnections', {}, {});
    return connections.map(({ connectionState }) => connectionState);
  };
  for (const location of ['EqDC2', 'EqDA2', 'EqDC2', 'EqDA2']) {
    const order = { location, bandwidth: '1Gbps', connectionName: location } as const;
    await signedCall(dying?.endpoint ?? '', 'CreateConnection', order, {});
  }
  await vi.waitFor(async () => expect(await states()).toContain('available'), TAKEOVER_MS);
  // The others are on their way.
  await dying?.kill9();
  const all = await states();
  expect(all).toHaveLength(4);
  await vi.waitFor(async () => expect(await states()).toEqual(all.map(() => 'available')), {
    timeout: TAKEOVER_MS,
    interval: 200,
  });
});
