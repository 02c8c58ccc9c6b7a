// A part that is missing is a failure that says what to install, never a suite that tests less.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { clientPrograms } from './python.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-python-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A Python that answers what is asked of it with this line. */
function pythonThatSays(version: string): string {
  const file = join(folder, `python-${version}`);
  writeFileSync(file, `#!/bin/sh\necho ${version}\n`);
  chmodSync(file, 0o755);
  return file;
}

const INSTALL = /pip install -r tools\/clients\/requirements\.txt/;

test('no Python, no boto3, or one that knows fewer operations: what to install', () => {
  for (const python of [join(folder, 'none'), '/bin/false', ...['1.43.99', '1.44.4'].map(pythonThatSays)]) {
    expect(() => clientPrograms(python)).toThrow(INSTALL);
  }
  expect(() => clientPrograms(pythonThatSays('1.44.4'))).toThrow('has botocore 1.44.4, older than 1.44.5');
});

test('the one of this run is new enough, and a newer one is too', () => {
  expect(clientPrograms().python).not.toBe('');
  for (const version of ['1.44.5', '1.45.0', '2.0.0']) {
    const python = pythonThatSays(version);
    expect(clientPrograms(python)).toMatchObject({ python });
  }
});
