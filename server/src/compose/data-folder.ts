import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartRefused } from '../cli/refusal.ts';

/**
 * Makes the data folder when it is missing; others on the machine have no business in it.
 *
 * @returns its absolute path
 * @throws StartRefused when this user cannot write there
 */
export function prepareDataFolder(path: string): string {
  const folder = resolve(path);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartRefused(
      `cannot write to the data folder ${folder} (${why}): let this user write there, or choose another with --data`,
      { cause: error },
    );
  }
  return folder;
}

/** One level at a time: Node's own recursion never ends where a folder exists that cannot have any, such as /proc. */
function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = folder; !existsSync(at); at = dirname(at)) missing.push(at);
  for (const at of missing.toReversed()) make(at);
  if (!statSync(folder).isDirectory()) throw new Error(`ENOTDIR: not a directory, ${folder}`);
}

/** Another server may make it at this moment. */
function make(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
