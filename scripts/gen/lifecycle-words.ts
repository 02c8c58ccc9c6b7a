// What the tables of the lifecycles do not say: who or what is behind an event, and what a timer stands for.
import {
  type ConnectionEvent,
  connectionLifecycle,
  hostedConnectionLifecycle,
} from '../../server/src/domain/connection/lifecycle.ts';
import { crossConnectLifecycle } from '../../server/src/domain/cross-connect/lifecycle.ts';
import { lagLifecycle } from '../../server/src/domain/lag/lifecycle.ts';
import type { Lifecycle } from '../../server/src/domain/lifecycle.ts';
import { letterLifecycle } from '../../server/src/domain/loa/lifecycle.ts';
import { macSecKeyLifecycle } from '../../server/src/domain/macsec/lifecycle.ts';
import type { TimerName } from '../../server/src/domain/profile.ts';
import {
  resiliencyAssociationLifecycle,
  resiliencyGroupLifecycle,
} from '../../server/src/domain/resiliency/lifecycle.ts';

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
  linkUp: 'the port has link and light, and encryption where the mode is must_encrypt',
  linkDown: 'link or light has gone, or encryption where the mode is must_encrypt',
  rekey: 'AssociateMacSecKey',
  move: 'it enters or leaves a LAG',
  delete: 'DeleteConnection, DeleteInterconnect',
};

export const LIFECYCLES: readonly Described[] = [
  described(connectionLifecycle, {
    title: 'Connections and interconnects',
    about: ['A port of one’s own. Its state is `connectionState`, or `interconnectState`, on the wire.'],
    on: port,
  }),
  described(hostedConnectionLifecycle, {
    title: 'Hosted connections',
    about: [
      'A partner’s slice for a customer: it has no port, so it follows its interconnect or LAG. Its state is',
      '`connectionState` on the wire.',
    ],
    on: {
      confirm: 'ConfirmConnection by the customer',
      decline: 'DeleteConnection by the customer before the confirmation',
      provisionedUp: 'it is set up, and its parent has its link',
      provisionedDown: 'it is set up, and its parent has no link',
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
      'light only while its cross connect is `connected` and the customer’s optic is on.',
    ],
    on: {
      order: 'the facility has taken the work order',
      connect: 'the facility has patched the fibre',
      break: 'the patch is broken',
      repair: 'the patch is whole again',
      cease: 'its connection is deleted, or the operator asks for it',
      ceased: 'the facility has taken the patch out',
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
];

/** What happens while each timer runs, with the source of its length. */
export const TIMER_WORDS: Readonly<Record<TimerName, string>> = {
  review: 'an order is reviewed; the real one takes up to 72 hours [UG23]',
  handover: 'the letter goes to the facility, which takes the work order (GUESS)',
  patching: 'a technician patches the fibre, or takes it out (GUESS)',
  lighting: 'the customer’s optic comes on after the patch (GUESS)',
  provisioning: 'a confirmed hosted connection is set up, within minutes [TF]',
  teardown: 'what was live is taken down (GUESS)',
  rekeying: 'a connection is interrupted while a MACsec key is associated [UG23]',
  keying: 'a MACsec key becomes effective, or is removed (GUESS)',
  moving: 'a connection is interrupted while it enters or leaves a LAG [TF]',
  grouping:
    'resiliency groups and their associations change; at least 500 ms, because clients wait to see it [ANS]',
  letterValidity: 'a letter is good for 90 days [UG23]',
  neverUp: 'a port that never came up is taken back: a notice after 90 days, the end 10 days later [UG23]',
  retention: 'what is deleted stays listed ([guess 8](fidelity/guesses.md))',
};
