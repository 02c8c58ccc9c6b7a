import { NO_ENCRYPTION, NO_LINK } from '../bgp-peer/causes.ts';
import { lacksEncryption, type SeenLink } from '../macsec/encryption.ts';
import type { ConnectionState } from './lifecycle.ts';

const NO_LIGHT = 'The port has no light';
const NO_KEY = 'MACsec must encrypt, and no key is associated';

/** States in which a connection waits for what its port shows. */
const WAITS: readonly ConnectionState[] = ['pending', 'down'];

/**
 * Why a connection is not up, in words for people: what its port lacks. Undefined where it is up, or where it is not the
 * port that it waits for.
 *
 * @param keys how many MACsec keys it has
 */
export function lackOf(
  { state, encryptionMode }: { readonly state: ConnectionState; readonly encryptionMode: string | null },
  at: SeenLink,
  keys: number,
): string | undefined {
  if (!WAITS.includes(state)) return undefined;
  if (at.rxLight === null) return NO_LIGHT;
  if (at.link === 'down') return NO_LINK;
  if (!lacksEncryption(encryptionMode, at)) return undefined;
  return keys === 0 ? NO_KEY : NO_ENCRYPTION;
}
