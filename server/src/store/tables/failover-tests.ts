import { failoverTestLifecycle, type FailoverTestState } from '../../domain/failover-test/lifecycle.ts';
import { json, listOf, members, stateOf, text } from '../columns.ts';
import { table } from '../table.ts';
import { ROUTE } from './shapes.ts';

/** A BGP failover test. */
export interface FailoverTestRow {
  readonly account: string;
  readonly region: string;
  readonly seq: number;
  readonly id: string;
  readonly virtualInterfaceId: string;
  /** JSON list of ids: the sessions that are held down. */
  readonly peers: string;
  /** JSON list of sessions that it took down itself, as they were: nobody but their report can tell. */
  readonly taken: string;
  readonly state: FailoverTestState;
  readonly stateSince: number;
  readonly dueAt: number | null;
  readonly minutes: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly revision: number;
}

export const failoverTests = table<FailoverTestRow>(
  'failover_test',
  {
    account: true,
    region: true,
    seq: true,
    id: true,
    virtualInterfaceId: true,
    peers: json(listOf(text)),
    taken: json(listOf(members({ peerId: text, cause: text, announced: listOf(members(ROUTE)) }))),
    state: stateOf(failoverTestLifecycle),
    stateSince: true,
    dueAt: true,
    minutes: true,
    startedAt: true,
    endedAt: true,
    revision: true,
  },
  ['account', 'region', 'seq', 'id'],
  'id',
);
