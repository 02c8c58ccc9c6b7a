import {
  resiliencyAssociationLifecycle,
  resiliencyGroupLifecycle,
  type ResiliencyAssociationState,
  type ResiliencyGroupState,
} from '../../domain/resiliency/lifecycle.ts';
import { anything, json, membersOf, oneOf, stateOf } from '../columns.ts';
import { table } from '../table.ts';
import { TAGS } from './shapes.ts';

export interface ResiliencyGroupRow {
  readonly account: string;
  readonly region: string;
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly type: 'Managed';
  readonly model: string;
  readonly state: ResiliencyGroupState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly tags: string;
  readonly createdAt: number;
  readonly revision: number;
}

export const resiliencyGroups = table<ResiliencyGroupRow>(
  'resiliency_group',
  {
    account: true,
    region: true,
    seq: true,
    id: true,
    name: true,
    type: oneOf('Managed'),
    model: true,
    state: stateOf(resiliencyGroupLifecycle),
    stateSince: true,
    dueAt: true,
    tags: json(TAGS),
    createdAt: true,
    revision: true,
  },
  ['account', 'region', 'seq', 'id'],
  'id',
);

/** A connection's membership of a resiliency group; a connection is in one group at most. */
export interface ResiliencyAssociationRow {
  readonly groupId: string;
  readonly seq: number;
  readonly connectionId: string;
  readonly connectionArn: string;
  readonly state: ResiliencyAssociationState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly revision: number;
}

export const resiliencyAssociations = table<ResiliencyAssociationRow>(
  'resiliency_association',
  {
    groupId: true,
    seq: true,
    connectionId: true,
    connectionArn: true,
    state: stateOf(resiliencyAssociationLifecycle),
    stateSince: true,
    dueAt: true,
    revision: true,
  },
  ['groupId', 'seq'],
  'connectionId',
);

/** The first answer of a call with a client token, kept so that a repetition gives the same. */
export interface IdempotentAnswerRow {
  readonly account: string;
  readonly region: string;
  readonly operation: string;
  readonly token: string;
  /** Hash of the parameters. */
  readonly parameters: string;
  readonly answer: string;
  /** When the row ends. */
  readonly dueAt: number;
  readonly revision: number;
}

export const idempotentAnswers = table<IdempotentAnswerRow>(
  'idempotent_answer',
  {
    account: true,
    region: true,
    operation: true,
    token: true,
    parameters: true,
    answer: json(membersOf(anything)),
    dueAt: true,
    revision: true,
  },
  ['account', 'region', 'operation', 'token'],
  'token',
);
