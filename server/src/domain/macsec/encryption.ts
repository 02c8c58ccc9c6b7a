import { type Refusal, refuse } from '../refusal.ts';

/** The mode of a connection or LAG that has lost its last key: must_encrypt falls to should_encrypt [UG23]. */
export function modeWithoutKeys(mode: string | null): string | null {
  return mode === 'must_encrypt' ? 'should_encrypt' : mode;
}

/**
 * An encryption mode is for what was requested with MACsec [M].
 *
 * @param what the resource in words: `Connection dxcon-…`, `Lag dxlag-…`
 */
export function checkCapable(what: string, macSec: number): Refusal | undefined {
  // Text unknown (GUESS #1).
  return macSec === 1 ? undefined : refuse(`${what} is not MACsec capable`);
}

/** What a port shows of its link. Light in hundredths of dBm, null when dark. */
export interface SeenLink {
  readonly link: 'up' | 'down';
  readonly rxLight: number | null;
  readonly encrypted: number;
}

/** Whether a port has its link, and the mode alone keeps it from carrying anything [M][UG23]. */
export function lacksEncryption(mode: string | null, { link, rxLight, encrypted }: SeenLink): boolean {
  return mode === 'must_encrypt' && link === 'up' && rxLight !== null && encrypted === 0;
}
