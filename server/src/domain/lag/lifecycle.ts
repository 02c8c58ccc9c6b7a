import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type LagState = 'pending' | 'available' | 'down' | 'deleted';
export type LagEvent = 'enoughLinks' | 'tooFewLinks' | 'delete';

/**
 * fidelity 2.4: `pending` until the first member was ever up (recordings [ANS]; the model documents
 * `requested` [M]), then `available` or `down` by its operational members. DeleteLag is immediate [ANS].
 */
export const lagLifecycle: Lifecycle<LagState, LagEvent, TimerName> = {
  resource: 'LAG',
  initial: ['pending'],
  states: {
    pending: { on: { enoughLinks: 'available', delete: 'deleted' } },
    available: { on: { tooFewLinks: 'down', delete: 'deleted' } },
    down: { on: { enoughLinks: 'available', delete: 'deleted' } },
    deleted: { after: { timer: 'retention', to: GONE } },
  },
};
