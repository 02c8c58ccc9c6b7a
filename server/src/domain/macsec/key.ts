import { type Refusal, refuse } from '../refusal.ts';
import { partitionOf } from '../region.ts';
import { checkCapable } from './encryption.ts';
import type { MacSecKeyState } from './lifecycle.ts';

/** 64 hexadecimal digits each [M][UG23]. */
const HEX = /^[0-9a-fA-F]{64}$/;

/** What a key is made of: its name and the key itself, or a secret that holds both. */
export type KeyMaterial = { readonly ckn: string; readonly cak: string } | { readonly secretArn: string };

interface Given {
  readonly secretARN?: string;
  readonly ckn?: string;
  readonly cak?: string;
}

/** Either the ARN of a secret, or CKN and CAK [M]. No refusal repeats the CAK. */
export function keyMaterial({ secretARN, ckn, cak }: Given): KeyMaterial | Refusal {
  if (secretARN !== undefined && ckn === undefined && cak === undefined) return { secretArn: secretARN };
  if (secretARN !== undefined || ckn === undefined || cak === undefined) {
    // One of the two ways [M]; the text is a GUESS.
    return refuse('Either secretARN, or both ckn and cak, must be given');
  }
  // [M][UG23]; the texts are a GUESS.
  if (!HEX.test(ckn)) return refuse('ckn is not valid: 64 hexadecimal characters (0-9, A-F)');
  if (!HEX.test(cak)) return refuse('cak is not valid: 64 hexadecimal characters (0-9, A-F)');
  return { ckn, cak };
}

/** A connection or LAG that a key is for. */
export interface KeyHolder {
  readonly id: string;
  readonly kind: 'dedicated' | 'interconnect' | 'hosted' | 'lag';
  readonly state: string;
  readonly macSec: number;
  readonly lagId: string | null;
  /** Its port, or one of its members', has a link that carries nothing until it is encrypted. */
  readonly unencrypted: boolean;
}

/** Keys are for ports of one's own that were requested with MACsec; a LAG's keys are those of its members [UG23][UG26]. */
export function checkHolder({ id, kind, macSec, lagId }: KeyHolder): Refusal | undefined {
  // Refused [UG26]; the text is a GUESS.
  if (kind === 'hosted') return refuse(`Connection ${id} is a hosted connection and cannot have MACsec keys`);
  const incapable = checkCapable(`${kind === 'lag' ? 'Lag' : 'Connection'} ${id}`, macSec);
  if (incapable !== undefined) return incapable;
  // Keys are set on the LAG and pushed to its members [M][UG23]; the text is a GUESS.
  if (lagId !== null)
    return refuse(`Connection ${id} is associated with Lag ${lagId}: its MACsec keys are those of the Lag`);
  return undefined;
}

/**
 * A key is associated with what is `available` [TFI]. What would be, if only it were encrypted as it must, takes one too: else
 * nothing could encrypt it (GUESS #61).
 */
export function checkAvailable({ state, unencrypted }: KeyHolder, account: string): Refusal | undefined {
  if (state === 'available') return undefined;
  if (unencrypted && (state === 'pending' || state === 'down')) return undefined;
  // "The port is not in available state to associate the key for account <id>" [TFI]
  return refuse(`The port is not in available state to associate the key for account ${account}`);
}

/** A key that a connection or LAG has. */
export interface HeldKey {
  readonly secretArn: string;
  readonly ckn: string;
  readonly state: MacSecKeyState;
}

/** The same key is not held twice; CKNs are hexadecimal, so their case means nothing. */
export function checkNew(id: string, ckn: string, held: readonly HeldKey[]): Refusal | undefined {
  const twin = held.find((key) => key.ckn.toLowerCase() === ckn.toLowerCase());
  if (twin === undefined) return undefined;
  // Text unknown (GUESS #1).
  return refuse(`MACsec key ${twin.secretArn} is ${twin.state} with ${id} already`);
}

/** Those that count: a key on its way out frees its place (GUESS). */
export function livingKeys<K extends HeldKey>(held: readonly K[]): readonly K[] {
  return held.filter(({ state }) => state !== 'disassociating');
}

/** No such secret can be read: only those that this service made exist here. */
export function unknownSecret(secretArn: string): Refusal {
  // Text unknown, keeping `does not exist` (GUESS #1).
  return refuse(`Secret ${secretArn} does not exist.`);
}

/** The key is not the holder's, or on its way out. */
export function unknownKey(secretArn: string, id: string): Refusal {
  // Text unknown (GUESS #1).
  return refuse(`MACsec key ${secretArn} is not associated with ${id}`);
}

const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The ARN of the secret that holds a key: `directconnect!prod/<region>/directconnect/<ckn>` and six characters. Without
 * `_`, at which Terraform splits its own id [TF].
 *
 * @param bytes at least 6, random
 */
export function secretArnOf(region: string, account: string, ckn: string, bytes: Uint8Array): string {
  const suffix = Array.from(bytes.subarray(0, 6), (byte) =>
    SUFFIX_ALPHABET.charAt(byte % SUFFIX_ALPHABET.length),
  ).join('');
  const secret = `directconnect!prod/${region}/directconnect/${ckn}-${suffix}`;
  return `arn:${partitionOf(region)}:secretsmanager:${region}:${account}:secret:${secret}`;
}
