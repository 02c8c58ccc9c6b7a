import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
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
    mkdirSync(folder, { recursive: true, mode: 0o700 });
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
