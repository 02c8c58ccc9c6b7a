// What the front door cannot wait for: a token that has expired and is not swept away yet.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TOKEN_LIFETIME_MS } from '../../domain/idempotency.ts';
import { openSqlite } from '../../store/sqlite/open.ts';
import type { Context } from '../operation.ts';
import { once } from './once.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-'));
const store = openSqlite(join(folder, 'once.db'));
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Calls with the token `token` at a time; the answer would be a group of that name. */
function called(name: string, now: number): Promise<string | undefined> {
  return store.commit(async (tx) => {
    const look = { reader: tx, account: '123456789012', region: 'us-east-1' };
    const ctx = { look, now, write: tx } as unknown as Context;
    const call = { operation: 'CreateResiliencyGroup', token: 'token', parameters: [name] } as const;
    const answer = { resiliencyGroup: { resiliencyGroupName: name } };
    const { resiliencyGroup } = await once(ctx, call, () => Promise.resolve(answer));
    return resiliencyGroup?.resiliencyGroupName;
  });
}

test('a token that has expired begins anew, with a day before it', async () => {
  expect(await called('first', 0)).toBe('first');
  await expect(called('second', TOKEN_LIFETIME_MS - 1)).rejects.toThrow('clientToken was already used');
  expect(await called('second', TOKEN_LIFETIME_MS)).toBe('second');
  expect(await called('second', TOKEN_LIFETIME_MS * 2 - 1)).toBe('second');
  await expect(called('first', TOKEN_LIFETIME_MS * 2 - 1)).rejects.toThrow('clientToken was already used');
});
