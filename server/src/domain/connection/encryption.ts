import { checkCapable } from '../macsec/encryption.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A connection whose encryption mode is to be changed. */
export interface Encrypted {
  readonly id: string;
  readonly lagId: string | null;
  readonly macSec: number;
  readonly encryptionMode: string | null;
}

/** Whether a connection can be given the mode; the one that it has is nothing to change (guesses #51). */
export function checkEncryptionMode(connection: Encrypted, mode: string): Refusal | undefined {
  const { id, lagId, macSec, encryptionMode } = connection;
  const incapable = checkCapable(`Connection ${id}`, macSec);
  if (incapable !== undefined || lagId === null || mode === encryptionMode) return incapable;
  // A LAG's mode is pushed to its members [M][UG23], so a member has none of its own (GUESS), and the text is a GUESS.
  return refuse(`The encryption mode of Connection ${id} is that of Lag ${lagId}: update the Lag`);
}
