import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'golden');

/**
 * The text of a file in `golden/`, which a test compares byte for byte. With CROSSCONNECT_TEST_RENEW_GOLDEN=yes the file is
 * first written anew: read what git shows of it before it is committed.
 */
export function golden(name: string, made: string): string {
  const path = join(FOLDER, name);
  if (process.env['CROSSCONNECT_TEST_RENEW_GOLDEN'] === 'yes') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, made);
  }
  return readFileSync(path, 'utf8');
}
