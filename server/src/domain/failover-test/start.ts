import { type Refusal, refuse } from '../refusal.ts';
import type { VirtualInterfaceState } from '../virtual-interface/lifecycle.ts';

/** How long a test lasts when nothing is said [M]. */
export const TEST_MINUTES = 180;

export interface TestWish {
  readonly virtualInterfaceId: string;
  readonly state: VirtualInterfaceState;
  /** Ids of the peers that the virtual interface has; those that are being deleted are none. */
  readonly peers: readonly string[];
  /** Ids as asked; none: all [M]. */
  readonly asked: readonly string[] | undefined;
}

/** Which sessions a failover test holds down, in the order of the virtual interface's peers. */
export function heldPeers({
  virtualInterfaceId,
  state,
  peers,
  asked = [],
}: TestWish): readonly string[] | Refusal {
  if (state === 'testing') {
    // GUESS #17.
    return refuse(`A BGP failover test is already in progress for Virtual Interface ${virtualInterfaceId}`);
  }
  if (state !== 'available' && state !== 'down') {
    // GUESS #17, in the words of ConfirmConnection's refusal.
    return refuse(`StartBgpFailoverTest failed. ${virtualInterfaceId} is in state ${state}`);
  }
  const unknown = asked.find((id) => !peers.includes(id));
  if (unknown !== undefined) {
    // GUESS #17.
    return refuse(`BGP Peer ${unknown} does not exist on Virtual Interface ${virtualInterfaceId}.`);
  }
  return asked.length === 0 ? peers : peers.filter((id) => asked.includes(id));
}

/** There is nothing to stop. */
export function noTest(virtualInterfaceId: string): Refusal {
  // GUESS.
  return refuse(`No BGP failover test is in progress for Virtual Interface ${virtualInterfaceId}`);
}
