import type { WantedPort } from '../../fabric.ts';

/** What is broken at a port: fibre cut, optic dark, light without link, link without encryption. */
export type PortFault = 'cut' | 'dark' | 'noLink' | 'noEncryption';

/** The outside of one port in the simulated world; rows of the store, so that it survives a restart. */
export interface PortWorld {
  readonly number: number;
  /** The cross connect is patched. */
  readonly patched: boolean;
  /** The customer's optic is on. */
  readonly farEndLit: boolean;
  readonly fault: PortFault | null;
}

/** Receive level of a healthy port in hundredths of dBm: inside the window of LR optics. */
const RX_LEVEL = -345;
const TX_LEVEL = -180;

export interface PortLight {
  readonly link: 'up' | 'down';
  readonly rxLight: number | null;
  readonly txLight: number | null;
  readonly encrypted: boolean;
}

/** What such a port shows in such a world. Pure. */
export function lightOf(port: WantedPort, world: PortWorld): PortLight {
  const light = isLit(world);
  const link = light && port.enabled && world.fault !== 'noLink';
  return {
    link: link ? 'up' : 'down',
    rxLight: light ? RX_LEVEL - loss(port.connectionId) : null,
    txLight: port.enabled ? TX_LEVEL : null,
    encrypted: link && isKeyed(port) && world.fault !== 'noEncryption',
  };
}

function isLit({ patched, farEndLit, fault }: PortWorld): boolean {
  return patched && farEndLit && fault !== 'cut' && fault !== 'dark';
}

function isKeyed({ macSec }: WantedPort): boolean {
  return macSec !== null && macSec.mode !== 'no_encrypt' && macSec.ckns.length > 0;
}

/** Every fibre loses a little more or less; the same one always the same. */
function loss(connectionId: string): number {
  return Array.from(connectionId).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 97, 7);
}
