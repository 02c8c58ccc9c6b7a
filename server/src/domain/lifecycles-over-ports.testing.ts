import { bgpPeerLifecycle } from './bgp-peer/lifecycle.ts';
import { failoverTestLifecycle } from './failover-test/lifecycle.ts';
import { flapLifecycle } from './flap/lifecycle.ts';
import { sessionTimerLifecycle } from './session-timer/lifecycle.ts';
import { virtualInterfaceLifecycle } from './virtual-interface/lifecycle.ts';
import {
  associationLifecycle,
  attachmentLifecycle,
  gatewayLifecycle,
  proposalLifecycle,
} from './gateway/lifecycle.ts';
import type { AnyLifecycle, Expected } from './lifecycles-expected.testing.ts';

/** Lifecycles of what runs over ports. */
export const OVER_PORTS: Readonly<Record<string, Expected>> = {
  'virtual interface': {
    lifecycle: virtualInterfaceLifecycle as AnyLifecycle,
    table: `
      confirming confirm             pending
      confirming confirmPublic       verifying
      confirming decline             rejected
      confirming delete              deleting
      verifying  verify              pending
      verifying  reject              rejected
      verifying  delete              deleting
      verifying  @verification       !verify
      pending    provisionedUp       available
      pending    provisionedDown     down
      pending    change              pending
      pending    delete              deleting
      pending    @interfacing        !provisioned
      available  sessionDown         down
      available  startTest           testing
      available  change              pending
      available  delete              deleting
      down       sessionUp           available
      down       startTest           testing
      down       change              pending
      down       delete              deleting
      testing    endTestUp           available
      testing    endTestDown         down
      testing    delete              deleting
      deleting   @teardown           deleted
      deleted    @interfaceRetention gone
      rejected   @interfaceRetention gone`,
    terminal: [],
    raised: { verify: ['verify'], provisioned: ['provisionedUp', 'provisionedDown'] },
    wire: ['VirtualInterfaceState'],
  },
  'BGP peer': {
    lifecycle: bgpPeerLifecycle as AnyLifecycle,
    table: `
      waiting   confirm       pending
      waiting   confirmPublic verifying
      waiting   delete        deleting
      verifying verify        pending
      verifying delete        deleting
      verifying @verification !verify
      pending   delete        deleting
      pending   @peering      available
      available delete        deleting
      available @answering    !answer
      deleting  @peering      gone`,
    terminal: [],
    raised: { verify: ['verify'], answer: [] },
    wire: ['BGPPeerState'],
  },
  'Direct Connect gateway': {
    lifecycle: gatewayLifecycle as AnyLifecycle,
    table: `
      pending   delete           deleting
      pending   @gatewayCreation available
      available delete           deleting
      deleting  revert           available
      deleting  finish           deleted
      deleting  @gatewayDeletion  !deletion
      deleted   @gatewayRetention gone`,
    terminal: [],
    raised: { deletion: ['finish', 'revert'] },
    wire: ['DirectConnectGatewayState'],
  },
  'gateway association': {
    lifecycle: associationLifecycle as AnyLifecycle,
    table: `
      associating    disassociate disassociating
      associating    @associating associated
      associated     update       updating
      associated     disassociate disassociating
      updating       update       updating
      updating       disassociate disassociating
      updating       @associating associated
      disassociating @associating gone`,
    terminal: [],
    raised: {},
    wire: ['DirectConnectGatewayAssociationState'],
  },
  'association proposal': {
    lifecycle: proposalLifecycle as AnyLifecycle,
    table: `
      requested accept             accepted
      requested delete             deleted
      requested @proposalValidity  gone
      accepted  @proposalRetention gone
      deleted   @proposalRetention gone`,
    terminal: [],
    raised: {},
    wire: ['DirectConnectGatewayAssociationProposalState'],
  },
  'gateway attachment': {
    lifecycle: attachmentLifecycle as AnyLifecycle,
    table: `
      attaching attach    attached
      attaching detach    detaching
      attached  detach    detaching
      detaching @teardown gone`,
    terminal: [],
    raised: {},
    wire: ['DirectConnectGatewayAttachmentState'],
  },
  'failover test': {
    lifecycle: failoverTestLifecycle as AnyLifecycle,
    table: `
      running   cancel        cancelled
      running   fail          failed
      running   @failoverTest completed
      completed @testHistory  gone
      cancelled @testHistory  gone
      failed    @testHistory  gone`,
    terminal: [],
    raised: {},
    wire: [['In progress', 'Completed', 'Cancelled', 'Failed']],
  },
  'session timer': {
    lifecycle: sessionTimerLifecycle as AnyLifecycle,
    table: `
      holding     @holdTime     gone
      detecting   @bfdDetection gone
      interrupted @reconnecting gone`,
    terminal: [],
    raised: {},
    wire: [],
  },
  flap: {
    lifecycle: flapLifecycle as AnyLifecycle,
    table: `
      fallen rise      risen
      fallen settle    over
      fallen @flapping !turn
      risen  fall      fallen
      risen  settle    over
      risen  @flapping !turn
      over   @flapping gone`,
    terminal: [],
    raised: { turn: ['settle'] },
    wire: [],
  },
};
