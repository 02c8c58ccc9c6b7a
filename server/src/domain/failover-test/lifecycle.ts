import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type FailoverTestState = 'running' | 'completed' | 'cancelled' | 'failed';
export type FailoverTestEvent = 'cancel' | 'fail';

/**
 * A BGP failover test (fidelity 2.9). `running` ends by itself after the asked time, which stands in the row's `dueAt`;
 * the timer is the default. The history is kept for 365 days [UG26].
 */
export const failoverTestLifecycle: Lifecycle<FailoverTestState, FailoverTestEvent, TimerName> = {
  resource: 'failover test',
  initial: ['running'],
  states: {
    running: {
      on: { cancel: 'cancelled', fail: 'failed' },
      after: { timer: 'failoverTest', to: 'completed' },
    },
    completed: { after: { timer: 'testHistory', to: GONE } },
    cancelled: { after: { timer: 'testHistory', to: GONE } },
    failed: { after: { timer: 'testHistory', to: GONE } },
  },
  // The guide's words; the wire's spelling is a GUESS (#18).
  wire: { running: 'In progress', completed: 'Completed', cancelled: 'Cancelled', failed: 'Failed' },
};
