import type { Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type LetterState = 'issued' | 'expired' | 'superseded' | 'revoked';
export type LetterEvent = 'renew' | 'revoke';

/**
 * A letter of authorization is good for 90 days; fetching it again renews it [UG23]: the old letter is
 * `superseded` by a new one. The operator may revoke it. Ended letters stay: a facility may ask about one.
 */
export const letterLifecycle = {
  resource: 'letter of authorization',
  initial: ['issued'],
  states: {
    issued: {
      on: { renew: 'superseded', revoke: 'revoked' },
      after: { timer: 'letterValidity', to: 'expired' },
    },
    expired: { on: { renew: 'superseded', revoke: 'revoked' } },
    superseded: {},
    revoked: {},
  },
} as const satisfies Lifecycle<LetterState, LetterEvent, TimerName>;
