import { bgpPeerLifecycle } from '../domain/bgp-peer/lifecycle.ts';
import { type ConnectionState, lifecycleFor } from '../domain/connection/lifecycle.ts';
import { type CrossConnectState, crossConnectLifecycle } from '../domain/cross-connect/lifecycle.ts';
import { type FailoverTestState, failoverTestLifecycle } from '../domain/failover-test/lifecycle.ts';
import { granted } from '../domain/fault.ts';
import { flapLifecycle } from '../domain/flap/lifecycle.ts';
import {
  associationLifecycle,
  attachmentLifecycle,
  gatewayLifecycle,
  proposalLifecycle,
} from '../domain/gateway/lifecycle.ts';
import { lagLifecycle } from '../domain/lag/lifecycle.ts';
import { type Phase, step } from '../domain/lifecycle.ts';
import { letterLifecycle } from '../domain/loa/lifecycle.ts';
import { macSecKeyLifecycle } from '../domain/macsec/lifecycle.ts';
import { resiliencyAssociationLifecycle, resiliencyGroupLifecycle } from '../domain/resiliency/lifecycle.ts';
import { sessionTimerLifecycle } from '../domain/session-timer/lifecycle.ts';
import {
  type VirtualInterfaceState,
  virtualInterfaceLifecycle,
} from '../domain/virtual-interface/lifecycle.ts';
import { type BgpPeerRow, bgpPeers } from '../store/tables/bgp-peers.ts';
import { type ConnectionRow, connections } from '../store/tables/connections.ts';
import { flaps } from '../store/tables/customer-routers.ts';
import { failoverTests } from '../store/tables/failover-tests.ts';
import {
  type AssociationRow,
  associations,
  attachments,
  gateways,
  proposals,
} from '../store/tables/gateways.ts';
import { lags } from '../store/tables/lags.ts';
import { macSecKeys } from '../store/tables/macsec-keys.ts';
import { crossConnects, letters } from '../store/tables/paperwork.ts';
import { idempotentAnswers, resiliencyAssociations, resiliencyGroups } from '../store/tables/resiliency.ts';
import { sessionTimers } from '../store/tables/session-timers.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../store/tables/virtual-interfaces.ts';
import type { Work } from '../work/context.ts';
import { goOn, lightFarEnd } from '../work/cross-connects.ts';
import { configurePeer, customerAnswers, forgetPeer } from '../work/bgp-peers.ts';
import { beginDeletion, finishDeletion } from '../work/deletions.ts';
import { endTest } from '../work/failover-tests.ts';
import { turnFlap } from '../work/flaps.ts';
import { endGateway, enterAssociation } from '../work/gateways.ts';
import { linkOfParent, settleBeside } from '../work/links.ts';
import { keyChanged } from '../work/macsec.ts';
import { sessionTimerOver } from '../work/session-timers.ts';
import { approveOrder, lapseOrder } from '../work/orders.ts';
import {
  finishInterface,
  forgetInterface,
  provisionInterface,
  verifyInterface,
  verifyPeer,
} from '../work/virtual-interfaces.ts';
import { type AnyLifecycle, type Timed, timed } from './due.ts';

const AUTOMATIC = 'lifecycle';

/** Every table with deadlines, and what a deadline brings beyond the new state. */
export const TIMED: readonly Timed[] = [
  timed(connections, {
    lifecycleOf: (row) => lifecycleFor(row.kind) as AnyLifecycle,
    async enter(work, row, phase) {
      const entered = phase as Phase<ConnectionState>;
      if (row.state === 'asked') await lapseOrder(work, row, entered);
      else if (entered.state === 'deleting') await beginDeletion(work, row, entered);
      else if (entered.state === 'deleted') await finishDeletion(work, row, entered);
      else await settleBeside(work, work.write.update(connections, row, entered));
    },
    async raise(work, row, event) {
      if (event === 'approve') granted(await approveOrder(work, row, AUTOMATIC));
      else await provisioned(work, row);
    },
  }),
  timed(lags, { lifecycleOf: () => lagLifecycle as AnyLifecycle }),
  timed(letters, { lifecycleOf: () => letterLifecycle as AnyLifecycle }),
  timed(crossConnects, {
    lifecycleOf: () => crossConnectLifecycle as AnyLifecycle,
    enter: (work, row, phase) => goOn(work, row, phase as Phase<CrossConnectState>),
    raise: (work, row) => lightFarEnd(work, row),
  }),
  timed(macSecKeys, {
    lifecycleOf: () => macSecKeyLifecycle as AnyLifecycle,
    async enter(work, row, phase) {
      work.write.update(macSecKeys, row, phase as Partial<typeof row>);
      await keyChanged(work, row.parentId);
    },
    gone: (work, row) => keyChanged(work, row.parentId),
  }),
  timed(resiliencyGroups, { lifecycleOf: () => resiliencyGroupLifecycle as AnyLifecycle }),
  timed(resiliencyAssociations, { lifecycleOf: () => resiliencyAssociationLifecycle as AnyLifecycle }),
  timed(virtualInterfaces, {
    lifecycleOf: () => virtualInterfaceLifecycle as AnyLifecycle,
    enter: (work, row, phase) => finishInterface(work, row, phase as Phase<VirtualInterfaceState>),
    async raise(work, row: VirtualInterfaceRow, event) {
      if (event === 'verify') await verifyInterface(work, row);
      else await provisionInterface(work, row);
    },
    gone: forgetInterface,
  }),
  timed(bgpPeers, {
    lifecycleOf: () => bgpPeerLifecycle as AnyLifecycle,
    enter: (work, row, phase) => configurePeer(work, row, phase as Partial<BgpPeerRow>),
    async raise(work, row, event) {
      if (event === 'verify') verifyPeer(work, row);
      else await customerAnswers(work, row);
    },
    gone: forgetPeer,
  }),
  timed(gateways, { lifecycleOf: () => gatewayLifecycle as AnyLifecycle, raise: endGateway }),
  timed(associations, {
    lifecycleOf: () => associationLifecycle as AnyLifecycle,
    enter: (work, row, phase) => enterAssociation(work, row, phase as Partial<AssociationRow>),
  }),
  timed(proposals, { lifecycleOf: () => proposalLifecycle as AnyLifecycle }),
  timed(attachments, { lifecycleOf: () => attachmentLifecycle as AnyLifecycle }),
  timed(failoverTests, {
    lifecycleOf: () => failoverTestLifecycle as AnyLifecycle,
    async enter(work, row, phase) {
      await endTest(work, row, phase as Phase<FailoverTestState>);
    },
  }),
  timed(sessionTimers, { lifecycleOf: () => sessionTimerLifecycle as AnyLifecycle, gone: sessionTimerOver }),
  timed(flaps, { lifecycleOf: () => flapLifecycle as AnyLifecycle, raise: turnFlap }),
  // Answers to client tokens have no states: their time is simply over.
  {
    ...timed(idempotentAnswers as never, { lifecycleOf: () => letterLifecycle as AnyLifecycle }),
    expire: async (work, row) => work.write.remove(idempotentAnswers, row as never),
  },
];

/**
 * Tables whose deadlines look at what others bring, and come after them: a virtual interface is set up when its sessions
 * have come, where all takes no time.
 */
export const LAST = TIMED.filter(({ table }) => table.name === virtualInterfaces.name);
export const FIRST = TIMED.filter((entry) => !LAST.includes(entry));

/**
 * A confirmed hosted connection is set up: it is available when its parent's link is there [M], else down. Until that was
 * ever there it stays `pending`, as its parent does (GUESS, fidelity 2.2).
 */
async function provisioned(work: Work, row: ConnectionRow): Promise<void> {
  const link = await linkOfParent(work, row.parentId ?? '');
  if (link === 'never') return void work.write.update(connections, row, { dueAt: null });
  const event = link === 'up' ? 'provisionedUp' : 'provisionedDown';
  const phase = step(lifecycleFor(row.kind), row.state, event, work.now, work.durations);
  if (phase !== undefined) work.write.update(connections, row, phase);
}
