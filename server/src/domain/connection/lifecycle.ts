import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type ConnectionState =
  | 'ordering'
  | 'requested'
  | 'asked'
  | 'pending'
  | 'available'
  | 'down'
  | 'rekeying'
  | 'moving'
  | 'deleting'
  | 'deleted'
  | 'rejected';

export type ConnectionEvent =
  | 'approve'
  | 'reject'
  | 'ask'
  | 'answer'
  | 'confirm'
  | 'decline'
  | 'provisionedUp'
  | 'provisionedDown'
  | 'linkUp'
  | 'linkDown'
  | 'rekey'
  | 'move'
  | 'delete';

/** An order that is not decided yet: `requested` on the wire. */
export function isInReview(state: string): boolean {
  return state === 'requested' || state === 'asked';
}

/** The machine that moves a connection of the given kind. */
export function lifecycleFor(
  kind: 'dedicated' | 'interconnect' | 'hosted',
): Lifecycle<ConnectionState, ConnectionEvent, TimerName> {
  return kind === 'hosted' ? hostedConnectionLifecycle : connectionLifecycle;
}

/**
 * A port of one's own: dedicated connections and interconnects (fidelity 2.1, 2.3).
 *
 * - `requested` ends when the order is approved and its letter exists [M][UG23]; where the profile reviews by
 *   itself, the timer raises `approve`, and the letter is issued in the same commit.
 * - `asked` is `requested` on the wire: the customer is asked for information, and the order lapses without an answer in
 *   time [UG23]. Its review begins anew with the answer (GUESS).
 * - `pending` ends with light on the port [M], or after 100 days without [UG23].
 * - `rekeying` is `pending` on the wire: a MACsec key is being associated [UG23].
 * - `moving` is `available` on the wire: the connection is interrupted while it enters or leaves a LAG [M]; the answer
 *   shows its state unchanged [CLI].
 */
export const connectionLifecycle: Lifecycle<ConnectionState, ConnectionEvent, TimerName> = {
  resource: 'connection',
  initial: ['requested'],
  states: {
    requested: {
      on: { approve: 'pending', reject: 'deleted', ask: 'asked', delete: 'deleted' },
      after: { timer: 'review', raise: 'approve' },
    },
    asked: {
      on: { answer: 'requested', reject: 'deleted', delete: 'deleted' },
      after: { timer: 'information', to: 'deleted' },
    },
    pending: { on: { linkUp: 'available', delete: 'deleting' }, after: { timer: 'neverUp', to: 'deleting' } },
    available: { on: { linkDown: 'down', rekey: 'rekeying', move: 'moving', delete: 'deleting' } },
    down: { on: { linkUp: 'available', delete: 'deleting' } },
    rekeying: {
      on: { linkDown: 'down', delete: 'deleting' },
      after: { timer: 'rekeying', to: 'available' },
    },
    moving: { on: { linkDown: 'down', delete: 'deleting' }, after: { timer: 'moving', to: 'available' } },
    deleting: { after: { timer: 'teardown', to: 'deleted' } },
    deleted: { after: { timer: 'retention', to: GONE } },
  },
  wire: { asked: 'requested', rekeying: 'pending', moving: 'available' },
};

/**
 * A partner's slice for a customer (fidelity 2.2). `provisioning` runs after the confirmation; whether it
 * ends in `available` or `down` is the parent's link to say, so the timer raises an event.
 */
export const hostedConnectionLifecycle: Lifecycle<ConnectionState, ConnectionEvent, TimerName> = {
  resource: 'hosted connection',
  initial: ['ordering'],
  states: {
    ordering: { on: { confirm: 'pending', decline: 'rejected', delete: 'deleting' } },
    pending: {
      on: { provisionedUp: 'available', provisionedDown: 'down', delete: 'deleting' },
      after: { timer: 'provisioning', raise: 'provisioned' },
    },
    available: { on: { linkDown: 'down', delete: 'deleting' } },
    down: { on: { linkUp: 'available', delete: 'deleting' } },
    deleting: { after: { timer: 'teardown', to: 'deleted' } },
    deleted: { after: { timer: 'retention', to: GONE } },
    rejected: { after: { timer: 'retention', to: GONE } },
  },
};
