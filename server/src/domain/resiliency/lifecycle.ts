import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type ResiliencyGroupState = 'pending' | 'available' | 'deleting' | 'deleted';
export type ResiliencyAssociationState = 'associating' | 'associated' | 'disassociating';

/** Resiliency group: states [M26]; deletion is asynchronous [M26]; a deleted one is read by its id, not listed (GUESS). */
export const resiliencyGroupLifecycle: Lifecycle<ResiliencyGroupState, 'delete', TimerName> = {
  resource: 'resiliency group',
  initial: ['pending'],
  states: {
    pending: { on: { delete: 'deleting' }, after: { timer: 'grouping', to: 'available' } },
    available: { on: { delete: 'deleting' } },
    deleting: { after: { timer: 'grouping', to: 'deleted' } },
    deleted: { after: { timer: 'retention', to: GONE } },
  },
};

/** Association of a connection with a group: states [M26]; `disassociated` is the row's end (GUESS). */
export const resiliencyAssociationLifecycle: Lifecycle<
  ResiliencyAssociationState,
  'disassociate',
  TimerName
> = {
  resource: 'resiliency group association',
  initial: ['associating'],
  states: {
    associating: { on: { disassociate: 'disassociating' }, after: { timer: 'grouping', to: 'associated' } },
    associated: { on: { disassociate: 'disassociating' } },
    disassociating: { after: { timer: 'grouping', to: GONE } },
  },
};
