import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceKind } from './kind.ts';

export const STANDARD_MTU = 1500;

/** Larger frames than every port takes from the start [M]. */
export function isJumbo(mtu: number): boolean {
  return mtu > STANDARD_MTU;
}

/** Private ones took 9001 for years and take 8500 now [M][UG26]; public ones have no choice [M]. */
const MTUS: Readonly<Record<VirtualInterfaceKind, readonly number[]>> = {
  private: [1500, 8500, 9001],
  public: [1500],
  transit: [1500, 8500],
};

/** What a frame size is held against. */
export interface MtuPlace {
  readonly kind: VirtualInterfaceKind;
  /** What carries it, in words, and whether that takes jumbo frames. */
  readonly parent: string;
  readonly jumboFrameCapable: boolean;
}

/** Whether a virtual interface can have such an MTU there (fidelity 4.3). */
export function checkMtu(mtu: number, { kind, parent, jumboFrameCapable }: MtuPlace): Refusal | undefined {
  const valid = MTUS[kind];
  if (!valid.includes(mtu)) {
    // The values are [M]; the text is a GUESS.
    return refuse(
      `MTU ${mtu} is not valid for a ${kind} virtual interface. Valid values: ${valid.join(', ')}`,
    );
  }
  if (!isJumbo(mtu) || jumboFrameCapable) return undefined;
  // Refused, and its text: GUESS, fidelity 4.3.
  return refuse(`${parent} does not support jumbo frames: MTU ${mtu} is not available`);
}
