import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { storedSetting } from './queries/stored-settings.ts';
import { SECRETS_CHECK } from './setting-names.ts';
import { type Store, StoreUnusable } from './store.ts';
import { storedSettings } from './tables/records.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Stands before everything that is sealed this way: another way gets another mark. */
const MARK = 'v1.';

/** Seals and opens secrets that are stored. */
export interface SecretSealer {
  readonly seal: (plain: string) => string;
  /** @throws Error when the text was sealed with another key or has been changed */
  readonly open: (sealed: string) => string;
}

/** The key in a text; undefined when it is not 32 bytes in base64. */
export function secretKeyOf(text: string): KeyObject | undefined {
  const written = text.trim();
  const bytes = Buffer.from(written, 'base64');
  const isKey = bytes.length === KEY_BYTES && /^[A-Za-z0-9+/]{43}=?$/.test(written);
  return isKey ? createSecretKey(bytes) : undefined;
}

/** A new key, as it is written in a file. */
export function newSecretKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

/** Seals with AES-256-GCM; the same secret looks different each time. */
export function sealerWith(key: KeyObject): SecretSealer {
  return {
    seal: (plain) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return MARK + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed) => {
      if (!sealed.startsWith(MARK)) throw new Error('this is no sealed secret');
      const bytes = Buffer.from(sealed.slice(MARK.length), 'base64url');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([body, decipher.final()]).toString('utf8');
    },
  };
}

const CHECKED = 'crossconnect';

/** Whether a store has been sealed with some key already. */
export async function hasSecretKey({ reader }: Pick<Store, 'reader'>): Promise<boolean> {
  return (await storedSetting(reader, SECRETS_CHECK)) !== undefined;
}

/**
 * Holds a key against the store, which keeps the first one that it is given.
 *
 * @throws StoreUnusable when the store's secrets were sealed with another one
 */
export async function checkSecretKey(store: Store, sealer: SecretSealer): Promise<void> {
  const known = await storedSetting(store.reader, SECRETS_CHECK);
  const value =
    known?.value ??
    (await store.commit(async (tx) => {
      // Another server may have been first.
      const now = await storedSetting(tx, SECRETS_CHECK);
      if (now !== undefined) return now.value;
      const sealed = sealer.seal(CHECKED);
      tx.insert(storedSettings, { name: SECRETS_CHECK, value: sealed, revision: 1 });
      return sealed;
    }));
  if (!opens(sealer, value)) {
    throw new StoreUnusable(
      'the secrets in the database were sealed with another key: give that one with --secret-key-file or CROSSCONNECT_SECRET_KEY',
    );
  }
}

function opens(sealer: SecretSealer, sealed: string): boolean {
  try {
    return sealer.open(sealed) === CHECKED;
  } catch {
    return false;
  }
}
