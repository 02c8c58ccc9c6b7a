import { lifecycleFor, type ConnectionState } from '../../domain/connection/lifecycle.ts';
import { flag, json, listOf, members, oneOf, orNull, stateOf, text, whole } from '../columns.ts';
import { table } from '../table.ts';
import { ENCRYPTION_MODES, TAGS, bandwidth } from './shapes.ts';

/** `dedicated` and `interconnect` own a port; `hosted` is a slice of an interconnect or of a partner's LAG. */
export type ConnectionKind = 'dedicated' | 'interconnect' | 'hosted';

/** One connection of any kind. Times are epoch milliseconds; flags are 0 or 1. */
export interface ConnectionRow {
  readonly id: string;
  /** Owner; of a hosted connection the customer. */
  readonly account: string;
  readonly region: string;
  readonly seq: number;
  readonly kind: ConnectionKind;
  readonly name: string;
  readonly state: ConnectionState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly location: string;
  readonly bandwidth: string;
  readonly lagId: string | null;
  /** The port taken: device and number on it. Hosted: the parent's device, and no number. */
  readonly deviceId: string | null;
  readonly portNumber: number | null;
  /** Hosted: the interconnect or LAG that carries it, and the partner that allocated it. */
  readonly parentId: string | null;
  readonly partnerAccount: string | null;
  readonly partnerName: string | null;
  readonly vlan: number | null;
  readonly providerName: string | null;
  readonly macSec: number;
  readonly encryptionMode: string | null;
  readonly billingMode: string;
  /** JSON list of epoch milliseconds: changes of the billing mode, newest last. */
  readonly billingChanges: string;
  readonly loaIssuedAt: number | null;
  readonly firstUpAt: number | null;
  /** Moving into or out of a LAG until then. */
  readonly movingUntil: number | null;
  /** JSON object of the order's review `{decision, reason, by, at}`, or null while it waits. */
  readonly review: string | null;
  /** JSON object of what the customer was asked for last, `{reason, by, at, answer, answeredAt}`, or null. */
  readonly information: string | null;
  /** JSON list `[{key, value}]`. */
  readonly tags: string;
  readonly createdAt: number;
  readonly revision: number;
}

export const connections = table<ConnectionRow>(
  'connection',
  {
    account: true,
    region: true,
    seq: true,
    id: true,
    kind: oneOf('dedicated', 'interconnect', 'hosted'),
    name: true,
    state: stateOf<ConnectionRow>(({ kind }) => lifecycleFor(kind)),
    stateSince: true,
    dueAt: true,
    location: true,
    bandwidth: bandwidth,
    lagId: true,
    deviceId: true,
    portNumber: true,
    parentId: true,
    partnerAccount: true,
    partnerName: true,
    vlan: true,
    providerName: true,
    macSec: flag,
    encryptionMode: oneOf(...ENCRYPTION_MODES),
    billingMode: true,
    billingChanges: json(listOf(whole)),
    loaIssuedAt: true,
    firstUpAt: true,
    movingUntil: true,
    review: json(members({ decision: text, by: text, reason: orNull(text), at: whole })),
    information: json(
      members({ reason: text, by: text, at: whole, answer: orNull(text), answeredAt: orNull(whole) }),
    ),
    tags: json(TAGS),
    createdAt: true,
    revision: true,
  },
  ['account', 'region', 'seq', 'id'],
  'id',
);
