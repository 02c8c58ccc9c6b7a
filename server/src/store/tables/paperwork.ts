import { crossConnectLifecycle, type CrossConnectState } from '../../domain/cross-connect/lifecycle.ts';
import { letterLifecycle, type LetterState } from '../../domain/loa/lifecycle.ts';
import { stateOf } from '../columns.ts';
import { table } from '../table.ts';

/** One letter of authorization for one port. */
export interface LetterRow {
  /** The reference printed on the letter. */
  readonly id: string;
  /** Unguessable part of the link that says whether the letter is still valid. */
  readonly token: string;
  readonly connectionId: string;
  readonly account: string;
  readonly region: string;
  readonly state: LetterState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly providerName: string | null;
  readonly reason: string | null;
  readonly fetches: number;
  readonly revision: number;
}

export const letters = table<LetterRow>(
  'letter',
  {
    id: true,
    token: true,
    connectionId: true,
    account: true,
    region: true,
    state: stateOf(letterLifecycle),
    stateSince: true,
    dueAt: true,
    issuedAt: true,
    expiresAt: true,
    providerName: true,
    reason: true,
    fetches: true,
    revision: true,
  },
  ['id'],
  'id',
);

/** The fibre between the operator's panel and the customer's; one a connection with a port. */
export interface CrossConnectRow {
  readonly connectionId: string;
  readonly deviceId: string;
  readonly portNumber: number;
  readonly state: CrossConnectState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  /** The customer's side, as the facility reported it. */
  readonly farEnd: string | null;
  readonly note: string | null;
  readonly revision: number;
}

export const crossConnects = table<CrossConnectRow>(
  'cross_connect',
  {
    connectionId: true,
    deviceId: true,
    portNumber: true,
    state: stateOf(crossConnectLifecycle),
    stateSince: true,
    dueAt: true,
    farEnd: true,
    note: true,
    revision: true,
  },
  ['connectionId'],
  'connectionId',
);
