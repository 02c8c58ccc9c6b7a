import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type VirtualInterfaceState =
  | 'confirming'
  | 'verifying'
  | 'pending'
  | 'available'
  | 'down'
  | 'testing'
  | 'deleting'
  | 'deleted'
  | 'rejected';

export type VirtualInterfaceEvent =
  | 'confirm'
  | 'confirmPublic'
  | 'decline'
  | 'verify'
  | 'reject'
  | 'provisionedUp'
  | 'provisionedDown'
  | 'sessionUp'
  | 'sessionDown'
  | 'startTest'
  | 'endTestUp'
  | 'endTestDown'
  | 'change'
  | 'delete';

/**
 * A virtual interface of any type (fidelity 2.5).
 *
 * - `confirming` is where an allocated one waits for its owner [M].
 * - `verifying` ends when the prefixes and the ASN of a public one are verified [M]; where the profile reviews by itself,
 *   the timer raises `verify`. That they turn it down ends it as `rejected` (GUESS: the service's own reviewers write a mail).
 * - `pending` lasts until it is set up; then its BGP sessions say whether it is `available` or `down` [M].
 * - `change` interrupts it: another MTU, SiteLink, another connection [M][CFN][CLI].
 */
export const virtualInterfaceLifecycle: Lifecycle<VirtualInterfaceState, VirtualInterfaceEvent, TimerName> = {
  resource: 'virtual interface',
  initial: ['confirming', 'verifying', 'pending'],
  states: {
    confirming: {
      on: { confirm: 'pending', confirmPublic: 'verifying', decline: 'rejected', delete: 'deleting' },
    },
    verifying: {
      on: { verify: 'pending', reject: 'rejected', delete: 'deleting' },
      after: { timer: 'verification', raise: 'verify' },
    },
    pending: {
      on: { provisionedUp: 'available', provisionedDown: 'down', change: 'pending', delete: 'deleting' },
      after: { timer: 'interfacing', raise: 'provisioned' },
    },
    available: {
      on: { sessionDown: 'down', startTest: 'testing', change: 'pending', delete: 'deleting' },
    },
    down: { on: { sessionUp: 'available', startTest: 'testing', change: 'pending', delete: 'deleting' } },
    testing: { on: { endTestUp: 'available', endTestDown: 'down', delete: 'deleting' } },
    deleting: { after: { timer: 'teardown', to: 'deleted' } },
    deleted: { after: { timer: 'interfaceRetention', to: GONE } },
    rejected: { after: { timer: 'interfaceRetention', to: GONE } },
  },
};
