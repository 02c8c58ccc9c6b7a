import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type SessionTimerState = 'holding' | 'detecting' | 'interrupted';

/**
 * What a BGP session lives through before the fabric may change it (the simulated world).
 *
 * - `holding`: the customer's router is silent, and the session stands until the hold time is over (fidelity 6.1) [UG26].
 * - `detecting`: the same where the customer has configured BFD, which notices sooner [UG26].
 * - `interrupted`: a change of the service's own has taken the session down, and it comes again after a while [M].
 */
export const sessionTimerLifecycle: Lifecycle<SessionTimerState, never, TimerName> = {
  resource: 'session timer',
  initial: ['holding', 'detecting', 'interrupted'],
  states: {
    holding: { after: { timer: 'holdTime', to: GONE } },
    detecting: { after: { timer: 'bfdDetection', to: GONE } },
    interrupted: { after: { timer: 'reconnecting', to: GONE } },
  },
};
