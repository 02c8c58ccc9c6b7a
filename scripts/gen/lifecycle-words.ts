// What the tables of the lifecycles do not say: who or what is behind an event, and what a timer stands for.
import { bgpPeerLifecycle } from '../../server/src/domain/bgp-peer/lifecycle.ts';
import {
  type ConnectionEvent,
  connectionLifecycle,
  hostedConnectionLifecycle,
} from '../../server/src/domain/connection/lifecycle.ts';
import { crossConnectLifecycle } from '../../server/src/domain/cross-connect/lifecycle.ts';
import { failoverTestLifecycle } from '../../server/src/domain/failover-test/lifecycle.ts';
import { flapLifecycle } from '../../server/src/domain/flap/lifecycle.ts';
import {
  associationLifecycle,
  attachmentLifecycle,
  gatewayLifecycle,
  proposalLifecycle,
} from '../../server/src/domain/gateway/lifecycle.ts';
import { lagLifecycle } from '../../server/src/domain/lag/lifecycle.ts';
import type { Lifecycle } from '../../server/src/domain/lifecycle.ts';
import { letterLifecycle } from '../../server/src/domain/loa/lifecycle.ts';
import { macSecKeyLifecycle } from '../../server/src/domain/macsec/lifecycle.ts';
import type { TimerName } from '../../server/src/domain/profile.ts';
import { sessionTimerLifecycle } from '../../server/src/domain/session-timer/lifecycle.ts';
import {
  resiliencyAssociationLifecycle,
  resiliencyGroupLifecycle,
} from '../../server/src/domain/resiliency/lifecycle.ts';
import { virtualInterfaceLifecycle } from '../../server/src/domain/virtual-interface/lifecycle.ts';

/** A lifecycle with its words; an event without words does not compile. */
export interface Described {
  readonly lifecycle: Lifecycle<string, string, TimerName>;
  readonly title: string;
  readonly about: readonly string[];
  readonly on: Readonly<Record<string, string>>;
  /** What follows from an event that a timer raises and the table does not name. */
  readonly raised?: Readonly<Record<string, string>>;
}

function described<S extends string, E extends string>(
  lifecycle: Lifecycle<S, E, TimerName>,
  words: Omit<Described, 'lifecycle' | 'on'> & { readonly on: Readonly<Partial<Record<E, string>>> },
): Described {
  return { lifecycle, ...words } as unknown as Described;
}

type PortEvent = Exclude<ConnectionEvent, 'confirm' | 'decline' | 'provisionedUp' | 'provisionedDown'>;
const port: Readonly<Record<PortEvent, string>> = {
  approve: 'the operator approves the order, or its review is over; the letter is issued in the same commit',
  reject: 'the operator rejects the order',
  ask: 'the operator asks the customer for information',
  answer: 'the operator takes the answer of the customer',
  linkUp: 'the port has link and light, and encryption where the mode is must_encrypt',
  linkDown: 'link or light has gone, or encryption where the mode is must_encrypt',
  rekey: 'AssociateMacSecKey',
  move: 'it enters or leaves a LAG',
  delete: 'DeleteConnection, DeleteInterconnect',
};

export const LIFECYCLES: readonly Described[] = [
  described(connectionLifecycle, {
    title: 'Connections and interconnects',
    about: [
      'A port of one’s own. Its state is `connectionState`, or `interconnectState`, on the wire. With `must_encrypt` and no MACsec',
      'key it stays `pending`, or is `down`, until a key is associated; `ports show` says what a port lacks.',
    ],
    on: port,
  }),
  described(hostedConnectionLifecycle, {
    title: 'Hosted connections',
    about: [
      'A partner’s slice for a customer: it has no port, so it follows its interconnect or LAG. Its state is',
      '`connectionState` on the wire. Set up, it waits until its parent is up for the first time.',
    ],
    on: {
      confirm: 'ConfirmConnection by the customer',
      decline: 'DeleteConnection by the customer before the confirmation',
      provisionedUp: 'it is set up, and its parent has its link',
      provisionedDown: 'it is set up, and its parent has lost its link',
      linkUp: 'its parent is up again',
      linkDown: 'its parent went down',
      delete: 'DeleteConnection by its partner or its customer',
    },
    raised: { provisioned: '`provisionedUp` or `provisionedDown`' },
  }),
  described(lagLifecycle, {
    title: 'LAGs',
    about: ['Its members decide. Its state is `lagState` on the wire.'],
    on: {
      enoughLinks: 'as many members are operational as `minimumLinks` asks for; the first time at least one',
      tooFewLinks: 'fewer members are operational than `minimumLinks` asks for',
      delete: 'DeleteLag; its members stand alone',
    },
  }),
  described(letterLifecycle, {
    title: 'Letters of authorization',
    about: [
      'Not on the wire: the page behind a letter’s link and the operator API tell the state. Ended letters stay, because',
      'a facility may ask about one.',
    ],
    on: {
      renew: 'DescribeLoa: the same reference, good for 90 days from then on',
      supersede: 'the operator issues a new letter for the same port',
      revoke: 'the operator revokes it, or its connection is deleted',
    },
  }),
  described(crossConnectLifecycle, {
    title: 'Cross connects',
    about: [
      'The fibre between the operator’s panel and the customer’s. Not on the wire: the operator API shows it. A port has',
      'light only while its cross connect is `connected` and the customer’s optic is on. Nothing is ordered or patched with a',
      'letter that is revoked or expired: the cross connect waits for one that is good.',
    ],
    on: {
      request: 'its connection lives, and the operator issues a new letter',
      order: 'the facility has taken the work order',
      connect: 'the facility has patched the fibre',
      break: 'the patch is broken',
      repair: 'the patch is whole again',
      cease: 'its connection is deleted, or the operator asks for it',
      ceased:
        'the facility has taken the patch out: the port of a deleted connection may be ordered again, the letter of a living one is revoked',
    },
    raised: { light: 'the customer’s optic comes on; the cross connect stays `connected`' },
  }),
  described(macSecKeyLifecycle, {
    title: 'MACsec keys',
    about: ['Its state stands in `macSecKeys` of a connection or LAG on the wire.'],
    on: { disassociate: 'DisassociateMacSecKey' },
  }),
  described(resiliencyGroupLifecycle, {
    title: 'Resiliency groups',
    about: ['Its state is `state` on the wire.'],
    on: { delete: 'DeleteResiliencyGroup' },
  }),
  described(resiliencyAssociationLifecycle, {
    title: 'Associations with a resiliency group',
    about: ['Its state is `state` on the wire.'],
    on: { disassociate: 'DisassociateConnectionsFromResiliencyGroup, or the connection is deleted' },
  }),
  described(virtualInterfaceLifecycle, {
    title: 'Virtual interfaces',
    about: [
      'Private, public and transit. Its state is `virtualInterfaceState` on the wire. Once it is set up, its BGP sessions',
      'decide: `available` while at least one is up.',
    ],
    on: {
      confirm: 'ConfirmPrivateVirtualInterface, ConfirmTransitVirtualInterface by its owner',
      confirmPublic: 'ConfirmPublicVirtualInterface by its owner',
      decline: 'DeleteVirtualInterface by its owner before the confirmation',
      verify: 'its prefixes and its ASN are verified, by the operator or in time',
      reject: 'the operator turns its prefixes or its ASN down',
      provisionedUp: 'it is set up, and a BGP session is up',
      provisionedDown: 'it is set up, and no BGP session is up',
      sessionUp: 'a BGP session came up',
      sessionDown: 'its last BGP session went down',
      startTest: 'StartBgpFailoverTest',
      endTestUp: 'the failover test is over, and a BGP session is up',
      endTestDown: 'the failover test is over, and no BGP session is up yet',
      change: 'another MTU, SiteLink, or another connection: it is interrupted',
      delete: 'DeleteVirtualInterface',
    },
    raised: { provisioned: '`provisionedUp` or `provisionedDown`' },
  }),
  described(bgpPeerLifecycle, {
    title: 'BGP peers',
    about: [
      'Its state is `bgpPeerState` on the wire. Whether its session is up is a fact beside it, `bgpStatus`.',
    ],
    on: {
      confirm: 'its virtual interface is confirmed',
      confirmPublic: 'its virtual interface is confirmed, and has to be verified',
      verify: 'prefixes and ASN are verified',
      delete: 'DeleteBGPPeer, DeleteVirtualInterface, or its interface moves to another connection',
    },
    raised: { answer: 'the customer’s router is configured; the peer stays `available`' },
  }),
  described(gatewayLifecycle, {
    title: 'Direct Connect gateways',
    about: ['Its state is `directConnectGatewayState` on the wire. Deleted ones are not shown.'],
    on: {
      delete: 'DeleteDirectConnectGateway',
      revert: 'virtual interfaces or associations are left on it',
      finish: 'nothing is left on it',
    },
    raised: { deletion: '`finish` or `revert`' },
  }),
  described(associationLifecycle, {
    title: 'Gateway associations',
    about: ['Its state is `associationState` on the wire.'],
    on: {
      update: 'UpdateDirectConnectGatewayAssociation, or a proposal for other prefixes is accepted',
      disassociate: 'DeleteDirectConnectGatewayAssociation, or the other gateway is detached or gone',
    },
  }),
  described(proposalLifecycle, {
    title: 'Association proposals',
    about: ['Its state is `proposalState` on the wire.'],
    on: {
      accept: 'AcceptDirectConnectGatewayAssociationProposal',
      delete: 'DeleteDirectConnectGatewayAssociationProposal by either side',
    },
  }),
  described(attachmentLifecycle, {
    title: 'Gateway attachments',
    about: ['Its state is `attachmentState` on the wire. It follows its virtual interface.'],
    on: {
      attach: 'its virtual interface is set up',
      detach: 'its virtual interface is being deleted',
    },
  }),
  described(failoverTestLifecycle, {
    title: 'BGP failover tests',
    about: ['Its state is `status` on the wire.'],
    on: {
      cancel: 'StopBgpFailoverTest',
      fail: 'its virtual interface is deleted, or the last peer that it tests',
    },
  }),
  described(flapLifecycle, {
    title: 'Flaps',
    about: ['The customer’s router in the simulated world, made to fall and rise by the operator of a lab.'],
    on: {
      fall: 'its time up is over',
      rise: 'its time down is over',
      settle: 'it has fallen as often as it should, or the operator ends it',
    },
    raised: { turn: '`fall`, `rise` or `settle`' },
  }),
  described(sessionTimerLifecycle, {
    title: 'Session timers',
    about: [
      'What a BGP session lives through in the simulated world before it changes. `holding`, or `detecting` with BFD: its router is',
      'silent, and the session is up until the time is over. `interrupted`: a change of the service’s own has taken it down, and it',
      'comes again when the time is over. A link that falls takes the session down at once.',
    ],
    on: {},
  }),
];

/** What happens while each timer runs, with the source of its length. */
export const TIMER_WORDS: Readonly<Record<TimerName, string>> = {
  review: 'an order is reviewed; the real one takes up to 72 hours [UG23]',
  information: 'the customer is asked for information; without an answer the order lapses [UG23]',
  handover: 'the letter goes to the facility, which takes the work order (GUESS)',
  patching: 'a technician patches the fibre, or takes it out (GUESS)',
  lighting: 'the customer’s optic comes on after the patch (GUESS)',
  provisioning: 'a confirmed hosted connection is set up, within minutes [TF]',
  teardown: 'what was live is taken down (GUESS)',
  rekeying: 'a connection is interrupted while a MACsec key is associated [UG23]',
  keying: 'a MACsec key becomes effective, or is removed (GUESS)',
  moving: 'a connection is interrupted while it enters or leaves a LAG [TF]',
  grouping: 'resiliency groups and their associations change (GUESS)',
  verification: 'prefixes and ASN of a public virtual interface are verified: up to 72 business hours [UG26]',
  interfacing: 'a virtual interface is set up, within minutes [TF]',
  peering: 'a BGP peer is configured, or taken out (GUESS)',
  answering: 'the customer’s router answers a configured peer (GUESS)',
  gatewayCreation: 'a Direct Connect gateway is made, within minutes [TF]',
  gatewayDeletion: 'a Direct Connect gateway is deleted, or falls back [TFI#10214]',
  gatewayRetention: 'a deleted Direct Connect gateway is never shown [M]',
  associating:
    'an association is made, changed or removed: 5 to 20 minutes [TFI#8222]; at least 500 ms, because a client waits to see it [ANS]',
  proposalValidity: 'a proposal waits for its acceptance [UG23]',
  proposalRetention: 'an accepted or deleted proposal is still listed [UG23]',
  failoverTest: 'a failover test runs, when no other time was asked [M]',
  testHistory: 'the history of failover tests is kept [UG26]',
  flapping: 'a customer’s router that flaps stays as it is, when no other time was asked',
  holdTime: 'a session stands without a word from its router; the real one 90 s [UG26]',
  bfdDetection: 'the same where the router has BFD: three times 300 ms [UG26]',
  reconnecting:
    'a session that the service has interrupted comes again: within 30 s of an MTU [M][TF], of SiteLink or a move a GUESS',
  interfaceRetention: 'a deleted virtual interface stays listed [M]',
  letterValidity: 'a letter is good for 90 days [UG23]',
  neverUp: 'a port that never came up is taken back: a notice after 90 days, the end 10 days later [UG23]',
  retention: 'what is deleted stays listed ([guess 8](fidelity/guesses.md))',
};
