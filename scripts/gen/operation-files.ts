import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const FOLDER = 'server/src/operations';

/** CreateBGPPeer is written in create-bgp-peer.ts. */
export function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
}

/**
 * The operations that are written: name to the file's path below server/src/operations.
 * Throws when two files have an operation's name.
 */
export function operationFiles(root: string, names: readonly string[]): ReadonlyMap<string, string> {
  const folder = join(root, FOLDER);
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
    : [];
  const found = new Map<string, string>();
  for (const name of names) {
    const own = files.filter((file) => basename(file) === `${kebab(name)}.ts` && file.includes('/'));
    if (own.length > 1) throw new Error(`${name} is written in ${own.join(' and ')}`);
    if (own[0] !== undefined) found.set(name, own[0]);
  }
  return found;
}
