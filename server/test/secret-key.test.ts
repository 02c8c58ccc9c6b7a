// The key that secrets in the store are sealed with: made once, kept, and never mistaken for another.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startHere } from './support/in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

let folders = 0;
const newFolder = () => join(folder, `data-${(folders += 1)}`);
const KEY = Buffer.alloc(32, 7).toString('base64');
const OTHER = Buffer.alloc(32, 8).toString('base64');

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Starts on a data folder and stops again. */
async function startOn(data: string, flags: readonly string[] = [], env: Record<string, string> = {}) {
  const server = await startHere({
    args: ['--port', '0', '--data', data, '--log-level', 'error', ...flags],
    env,
  });
  await server.stop();
}

const ANOTHER =
  'the secrets in the database were sealed with another key: give that one with --secret-key-file or CROSSCONNECT_SECRET_KEY';

test('a lab makes one that only its user may read, and takes it again', async () => {
  const data = newFolder();
  await startOn(data);
  const path = join(data, 'secret.key');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const made = readFileSync(path, 'utf8');
  expect(Buffer.from(made, 'base64')).toHaveLength(32);
  await startOn(data);
  expect(readFileSync(path, 'utf8')).toBe(made);
});

test('one that is lost is not made again', async () => {
  const data = newFolder();
  await startOn(data);
  rmSync(join(data, 'secret.key'));
  await expect(startOn(data)).rejects.toThrow(
    /secret\.key is missing, and the secrets in the database are sealed: give their key/,
  );
  await expect(startOn(data, ['--secret-key-file', file('other.key', OTHER)])).rejects.toThrow(ANOTHER);
});

test('the environment goes before a file; another one than the store’s is refused', async () => {
  const data = newFolder();
  await startOn(data, ['--secret-key-file', file('no.key', 'none')], { CROSSCONNECT_SECRET_KEY: KEY });
  await startOn(data, ['--secret-key-file', file('the.key', KEY)]);
  await expect(startOn(data, [], { CROSSCONNECT_SECRET_KEY: OTHER })).rejects.toThrow(ANOTHER);
});

test('what is no key is refused by its place, and not shown', async () => {
  await expect(startOn(newFolder(), [], { CROSSCONNECT_SECRET_KEY: 'hunter2' })).rejects.toThrow(
    /^CROSSCONNECT_SECRET_KEY does not hold 32 bytes in base64: make one with: openssl rand -base64 32$/,
  );
  await expect(startOn(newFolder(), ['--secret-key-file', file('bad.key', 'hunter2')])).rejects.toThrow(
    /^--secret-key-file: .*bad\.key does not hold 32 bytes in base64/,
  );
  await expect(startOn(newFolder(), ['--secret-key-file', 'nowhere.key'])).rejects.toThrow(
    /^--secret-key-file: there is no nowhere\.key: make one with/,
  );
});
