import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Authorization } from './authorization.ts';

/** More (key, day, Region) triples than one server meets in a day; each costs some hundred bytes. */
const KEYS_MAX = 1000;

interface Entry {
  readonly secret: string;
  readonly key: KeyObject;
}

/**
 * Signing keys by credential, the least recently used forgotten first. Deriving one takes six times as long as
 * the rest of a verification, and a client uses the same one all day.
 */
export class SigningKeys {
  readonly #entries = new Map<string, Entry>();
  readonly #max: number;

  constructor(max = KEYS_MAX) {
    this.#max = max;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(secret: string, authorization: Authorization): KeyObject {
    const id = `${authorization.accessKeyId}/${authorization.scope}`;
    const known = this.#entries.get(id);
    // The secret is compared too: a key that was deleted and made again must not be verified with the old one.
    const entry = known?.secret === secret ? known : { secret, key: deriveKey(secret, authorization) };
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    if (this.#entries.size > this.#max) this.#forgetOldest();
    return entry.key;
  }

  #forgetOldest(): void {
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }
}

function deriveKey(secret: string, scope: Authorization): KeyObject {
  const date = hmac(`AWS4${secret}`, scope.date);
  const region = hmac(date, scope.region);
  const service = hmac(region, scope.service);
  return createSecretKey(hmac(service, 'aws4_request'));
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
