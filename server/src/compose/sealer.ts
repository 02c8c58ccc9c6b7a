import type { KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from '../cli/refusal.ts';
import type { Environment } from '../cli/settings/environment.ts';
import type { Settings } from '../cli/settings/table.ts';
import type { Sealer } from '../operations/settings.ts';
import { checkSecretKey, hasSecretKey, newSecretKey, sealerWith, secretKeyOf } from '../store/secrets.ts';
import type { Store } from '../store/store.ts';

export interface SealerParts {
  readonly settings: Pick<Settings, 'secretKeyFile'>;
  readonly env: Environment;
  /** The data folder. */
  readonly folder: string;
  readonly store: Store;
}

const MAKE_ONE = 'make one with: openssl rand -base64 32';

/**
 * Seals with the key of the environment, else of the file that the settings name, else of the data folder: there
 * one is made for a store that has none. Production does not come this far without one of the first two.
 *
 * @throws StartRefused or StoreUnusable when there is no key, or it is not the store's
 */
export async function openSealer(parts: SealerParts): Promise<Sealer> {
  const sealer = sealerWith(await keyOf(parts));
  await checkSecretKey(parts.store, sealer);
  return sealer;
}

async function keyOf({ settings, env, folder, store }: SealerParts): Promise<KeyObject> {
  const given = env['CROSSCONNECT_SECRET_KEY'] ?? '';
  if (given !== '') return parsed(given, 'CROSSCONNECT_SECRET_KEY');
  const { secretKeyFile } = settings;
  if (secretKeyFile !== undefined)
    return parsed(contents(secretKeyFile), `--secret-key-file: ${secretKeyFile}`);
  const own = join(folder, 'secret.key');
  const found = contentsIfThere(own);
  if (found !== undefined) return parsed(found, own);
  if (await hasSecretKey(store)) {
    throw new StartRefused(
      `${own} is missing, and the secrets in the database are sealed: give their key with --secret-key-file or CROSSCONNECT_SECRET_KEY`,
    );
  }
  const made = newSecretKey();
  writeFileSync(own, `${made}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return parsed(made, own);
}

function parsed(text: string, where: string): KeyObject {
  const key = secretKeyOf(text);
  if (key === undefined) throw new StartRefused(`${where} does not hold 32 bytes in base64: ${MAKE_ONE}`);
  return key;
}

function contents(path: string): string {
  const text = contentsIfThere(path);
  if (text === undefined) throw new StartRefused(`--secret-key-file: there is no ${path}: ${MAKE_ONE}`);
  return text;
}

function contentsIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    const why = error instanceof Error ? error.message : String(error);
    throw new StartRefused(`cannot read the secret key in ${path}: ${why}`, { cause: error });
  }
}
