import { type Refusal, refuse } from '../refusal.ts';

/** 6 to 80 characters [M] of those that CloudFormation's schema lists: every printable one but the blank [CFN]. */
const SHAPE = /^[!-~]{6,80}$/;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.';
/** Characters of a key that the service makes, after `0x` [CLI]. */
const MADE_LENGTH = 22;

/** Random bytes that a made key needs. */
export const AUTH_KEY_BYTES = MADE_LENGTH;

/** The MD5 key that a request gives; the text is a GUESS, and does not repeat the key. */
export function checkAuthKey(authKey: string): Refusal | undefined {
  if (SHAPE.test(authKey)) return undefined;
  return refuse(
    'The BGP authentication key (authKey) is not valid: 6 to 80 printable ASCII characters without blanks',
  );
}

/** A key of the service's own: `0x123pK5_VBqv.UQ3kJ4123_` [CLI]. `bytes`: AUTH_KEY_BYTES of them, random. */
export function madeAuthKey(bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, MADE_LENGTH), (byte) =>
    ALPHABET.charAt(byte % ALPHABET.length),
  );
  return `0x${letters.join('')}`;
}
