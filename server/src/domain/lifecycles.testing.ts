import { OVER_PORTS } from './lifecycles-over-ports.testing.ts';
import type { AnyLifecycle, Expected } from './lifecycles-expected.testing.ts';
import { connectionLifecycle, hostedConnectionLifecycle } from './connection/lifecycle.ts';
import { crossConnectLifecycle } from './cross-connect/lifecycle.ts';
import { lagLifecycle } from './lag/lifecycle.ts';
import { letterLifecycle } from './loa/lifecycle.ts';
import { macSecKeyLifecycle } from './macsec/lifecycle.ts';
import { resiliencyAssociationLifecycle, resiliencyGroupLifecycle } from './resiliency/lifecycle.ts';

/** By resource: a transition that is added, lost or turned has to be meant twice. */
export const EXPECTED: Readonly<Record<string, Expected>> = {
  connection: {
    lifecycle: connectionLifecycle as AnyLifecycle,
    table: `
      requested  approve    pending
      requested  reject     deleted
      requested  ask        asked
      requested  delete     deleted
      requested  @review    !approve
      asked      answer     requested
      asked      reject     deleted
      asked      delete     deleted
      asked      @information deleted
      pending    linkUp     available
      pending    delete     deleting
      pending    @neverUp   deleting
      available  linkDown   down
      available  rekey      rekeying
      available  move       moving
      available  delete     deleting
      down       linkUp     available
      down       delete     deleting
      rekeying   linkDown   down
      rekeying   delete     deleting
      rekeying   @rekeying  available
      moving     linkDown   down
      moving     delete     deleting
      moving     @moving    available
      deleting   @teardown  deleted
      deleted    @retention gone`,
    terminal: [],
    raised: { approve: ['approve'] },
    // Dedicated connections and interconnects.
    wire: ['ConnectionState', 'InterconnectState'],
  },
  'hosted connection': {
    lifecycle: hostedConnectionLifecycle as AnyLifecycle,
    table: `
      ordering   confirm         pending
      ordering   decline         rejected
      ordering   delete          deleting
      pending    provisionedUp   available
      pending    provisionedDown down
      pending    delete          deleting
      pending    @provisioning   !provisioned
      available  linkDown        down
      available  delete          deleting
      down       linkUp          available
      down       delete          deleting
      deleting   @teardown       deleted
      deleted    @retention      gone
      rejected   @retention      gone`,
    terminal: [],
    raised: { provisioned: ['provisionedUp', 'provisionedDown'] },
    wire: ['ConnectionState'],
  },
  LAG: {
    lifecycle: lagLifecycle as AnyLifecycle,
    table: `
      pending   enoughLinks available
      pending   delete      deleted
      available tooFewLinks down
      available delete      deleted
      down      enoughLinks available
      down      delete      deleted
      deleted   @retention  gone`,
    terminal: [],
    raised: {},
    wire: ['LagState'],
  },
  'MACsec key': {
    lifecycle: macSecKeyLifecycle as AnyLifecycle,
    table: `
      associating    disassociate disassociating
      associating    @keying      associated
      associated     disassociate disassociating
      disassociating @keying      gone`,
    terminal: [],
    raised: {},
    // In the model's prose alone [M].
    wire: [['associating', 'associated', 'disassociating', 'disassociated']],
  },
  'letter of authorization': {
    lifecycle: letterLifecycle as AnyLifecycle,
    table: `
      issued  renew           issued
      issued  supersede       superseded
      issued  revoke          revoked
      issued  @letterValidity expired
      expired renew           issued
      expired supersede       superseded
      expired revoke          revoked
      revoked supersede       superseded`,
    terminal: ['superseded'],
    raised: {},
    wire: [],
  },
  'cross connect': {
    lifecycle: crossConnectLifecycle as AnyLifecycle,
    table: `
      requested     order     awaiting
      requested     connect   connected
      requested     cease     ceased
      requested     @handover awaiting
      awaiting      connect   connected
      awaiting      cease     ceased
      awaiting      @patching connected
      connected     break     broken
      connected     cease     awaitingCease
      connected     @lighting !light
      broken        repair    connected
      broken        cease     awaitingCease
      awaitingCease ceased    ceased
      awaitingCease @patching ceased
      ceased        request   requested`,
    terminal: [],
    rests: ['ceased'],
    raised: { light: [] },
    wire: [],
  },
  'resiliency group': {
    lifecycle: resiliencyGroupLifecycle as AnyLifecycle,
    table: `
      pending   delete     deleting
      pending   @grouping  available
      available delete     deleting
      deleting  @grouping  deleted
      deleted   @retention gone`,
    terminal: [],
    raised: {},
    wire: ['ResiliencyGroupState'],
  },
  'resiliency group association': {
    lifecycle: resiliencyAssociationLifecycle as AnyLifecycle,
    table: `
      associating    disassociate disassociating
      associating    @grouping    associated
      associated     disassociate disassociating
      disassociating @grouping    gone`,
    terminal: [],
    raised: {},
    wire: ['ResiliencyGroupAssociationState'],
  },
  ...OVER_PORTS,
};
