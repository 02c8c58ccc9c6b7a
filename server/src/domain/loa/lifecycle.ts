import type { Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type LetterState = 'issued' | 'expired' | 'superseded' | 'revoked';
export type LetterEvent = 'renew' | 'supersede' | 'revoke';

/**
 * A letter of authorization is good for 90 days; fetching it again renews it under its reference [UG23]. The
 * operator may revoke it, and a new letter supersedes it. Ended letters stay: a facility may ask about one.
 */
export const letterLifecycle: Lifecycle<LetterState, LetterEvent, TimerName> = {
  resource: 'letter of authorization',
  initial: ['issued'],
  states: {
    issued: {
      on: { renew: 'issued', supersede: 'superseded', revoke: 'revoked' },
      after: { timer: 'letterValidity', to: 'expired' },
    },
    expired: { on: { renew: 'issued', supersede: 'superseded', revoke: 'revoked' } },
    superseded: {},
    revoked: { on: { supersede: 'superseded' } },
  },
};
