import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type FlapState = 'fallen' | 'risen' | 'over';
export type FlapEvent = 'fall' | 'rise' | 'settle';

/**
 * A customer's router that was made to flap (the simulated world): `fallen` it is away, `risen` it is back until the next
 * fall. How long each lasts and how many falls are left stand in the row; the timer is the default.
 */
export const flapLifecycle: Lifecycle<FlapState, FlapEvent, TimerName> = {
  resource: 'flap',
  initial: ['fallen'],
  states: {
    fallen: { on: { rise: 'risen', settle: 'over' }, after: { timer: 'flapping', raise: 'turn' } },
    risen: { on: { fall: 'fallen', settle: 'over' }, after: { timer: 'flapping', raise: 'turn' } },
    over: { after: { timer: 'flapping', to: GONE } },
  },
};
