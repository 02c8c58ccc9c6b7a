import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type BgpPeerState = 'waiting' | 'verifying' | 'pending' | 'available' | 'deleting';
export type BgpPeerEvent = 'confirm' | 'confirmPublic' | 'verify' | 'delete';

/**
 * One BGP peer of a virtual interface (fidelity 2.6). Whether its session is up is another matter: a fact, in `bgpStatus`.
 *
 * - `waiting` is `pending` on the wire: its virtual interface waits for its owner (GUESS).
 * - `available`: it is configured; after a while the customer's router answers by itself (the simulated world).
 * - `deleted` is the row's end: it has gone from the list [TF]. One that ends with its virtual interface has no deadline:
 *   it goes with it.
 */
export const bgpPeerLifecycle: Lifecycle<BgpPeerState, BgpPeerEvent, TimerName> = {
  resource: 'BGP peer',
  initial: ['waiting', 'verifying', 'pending'],
  states: {
    waiting: { on: { confirm: 'pending', confirmPublic: 'verifying', delete: 'deleting' } },
    verifying: {
      on: { verify: 'pending', delete: 'deleting' },
      after: { timer: 'verification', raise: 'verify' },
    },
    pending: { on: { delete: 'deleting' }, after: { timer: 'peering', to: 'available' } },
    available: { on: { delete: 'deleting' }, after: { timer: 'answering', raise: 'answer' } },
    deleting: { after: { timer: 'peering', to: GONE } },
  },
  wire: { waiting: 'pending' },
};
