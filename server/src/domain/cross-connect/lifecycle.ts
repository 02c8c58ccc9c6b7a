import type { Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type CrossConnectState =
  | 'requested'
  | 'awaiting'
  | 'connected'
  | 'awaitingCease'
  | 'ceased'
  | 'broken';
export type CrossConnectEvent = 'request' | 'order' | 'connect' | 'break' | 'repair' | 'cease' | 'ceased';

/**
 * The fibre between the operator's panel and the customer's (states after IXP Manager's patch panels).
 *
 * - `requested`: the letter exists; `awaiting`: the facility has the work order; `connected`: patched.
 * - `connected` raises `light` when the customer's optic comes on by itself (never in `manual`).
 * - `awaitingCease`: the connection is deleted, or the operator asked for it; the patch is still there.
 * - `ceased` is the end, unless the connection lives: a new letter requests the cross connect anew (GUESS).
 */
export const crossConnectLifecycle: Lifecycle<CrossConnectState, CrossConnectEvent, TimerName> = {
  resource: 'cross connect',
  initial: ['requested'],
  states: {
    requested: {
      on: { order: 'awaiting', connect: 'connected', cease: 'ceased' },
      after: { timer: 'handover', to: 'awaiting' },
    },
    awaiting: {
      on: { connect: 'connected', cease: 'ceased' },
      after: { timer: 'patching', to: 'connected' },
    },
    connected: {
      on: { break: 'broken', cease: 'awaitingCease' },
      after: { timer: 'lighting', raise: 'light' },
    },
    broken: { on: { repair: 'connected', cease: 'awaitingCease' } },
    awaitingCease: { on: { ceased: 'ceased' }, after: { timer: 'patching', to: 'ceased' } },
    ceased: { on: { request: 'requested' } },
  },
};
