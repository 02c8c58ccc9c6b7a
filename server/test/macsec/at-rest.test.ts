// A CAK is written nowhere in clear: not in the store, not beside it, not in what the server says.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newHex, securePort } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-macsec-'));
const server = useServer({ flags: ['--lifecycle', 'manual', '--store', join(folder, 'own.db')] });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a CAK is sealed at rest, while its name is not', async () => {
  const caller = { account: '123456789012' };
  const connectionId = await securePort(server, caller);
  const [ckn, cak] = [newHex(), newHex()];
  await server.call('AssociateMacSecKey', { connectionId, ckn, cak }, caller);
  const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(written.some((text) => text.includes(ckn))).toBe(true);
  for (const form of [cak, cak.toUpperCase(), Buffer.from(cak).toString('base64')]) {
    expect(written.some((text) => text.includes(form))).toBe(false);
  }
});
