import { GONE, type Lifecycle } from '../lifecycle.ts';
import type { TimerName } from '../profile.ts';

export type GatewayState = 'pending' | 'available' | 'deleting' | 'deleted';

export type GatewayEvent = 'delete' | 'revert' | 'finish';

/**
 * A Direct Connect gateway (fidelity 2.7). A deletion is accepted whatever hangs on the gateway; when its time is over the
 * gateway is `deleted`, or `available` again because something is left [TFI#10214]. Deleted ones are never shown [M].
 */
export const gatewayLifecycle: Lifecycle<GatewayState, GatewayEvent, TimerName> = {
  resource: 'Direct Connect gateway',
  initial: ['pending'],
  states: {
    pending: { on: { delete: 'deleting' }, after: { timer: 'gatewayCreation', to: 'available' } },
    available: { on: { delete: 'deleting' } },
    deleting: {
      on: { revert: 'available', finish: 'deleted' },
      after: { timer: 'gatewayDeletion', raise: 'deletion' },
    },
    deleted: { after: { timer: 'gatewayRetention', to: GONE } },
  },
};

export type AssociationState = 'associating' | 'associated' | 'updating' | 'disassociating';
export type AssociationEvent = 'update' | 'disassociate';

/** An association of a gateway with a virtual private or transit gateway; `disassociated` is the row's end [M][TF]. */
export const associationLifecycle: Lifecycle<AssociationState, AssociationEvent, TimerName> = {
  resource: 'gateway association',
  initial: ['associating'],
  states: {
    associating: {
      on: { disassociate: 'disassociating' },
      after: { timer: 'associating', to: 'associated' },
    },
    associated: { on: { update: 'updating', disassociate: 'disassociating' } },
    updating: {
      on: { update: 'updating', disassociate: 'disassociating' },
      after: { timer: 'associating', to: 'associated' },
    },
    disassociating: { after: { timer: 'associating', to: GONE } },
  },
};

export type ProposalState = 'requested' | 'accepted' | 'deleted';

/** A proposal expires after seven days; accepted and deleted ones are seen for three days [UG23]. */
export const proposalLifecycle: Lifecycle<ProposalState, 'accept' | 'delete', TimerName> = {
  resource: 'association proposal',
  initial: ['requested'],
  states: {
    requested: {
      on: { accept: 'accepted', delete: 'deleted' },
      after: { timer: 'proposalValidity', to: GONE },
    },
    accepted: { after: { timer: 'proposalRetention', to: GONE } },
    deleted: { after: { timer: 'proposalRetention', to: GONE } },
  },
};

export type AttachmentState = 'attaching' | 'attached' | 'detaching';
export type AttachmentEvent = 'attach' | 'detach';

/** The attachment of a virtual interface to a gateway follows the interface, and goes with it [M] (GUESS #42). */
export const attachmentLifecycle: Lifecycle<AttachmentState, AttachmentEvent, TimerName> = {
  resource: 'gateway attachment',
  initial: ['attaching'],
  states: {
    attaching: { on: { attach: 'attached', detach: 'detaching' } },
    attached: { on: { detach: 'detaching' } },
    detaching: { after: { timer: 'teardown', to: GONE } },
  },
};
