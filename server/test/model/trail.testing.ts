import { bgpPeerLifecycle } from '../../src/domain/bgp-peer/lifecycle.ts';
import { connectionLifecycle, hostedConnectionLifecycle } from '../../src/domain/connection/lifecycle.ts';
import { crossConnectLifecycle } from '../../src/domain/cross-connect/lifecycle.ts';
import { failoverTestLifecycle } from '../../src/domain/failover-test/lifecycle.ts';
import { flapLifecycle } from '../../src/domain/flap/lifecycle.ts';
import {
  associationLifecycle,
  attachmentLifecycle,
  gatewayLifecycle,
  proposalLifecycle,
} from '../../src/domain/gateway/lifecycle.ts';
import { lagLifecycle } from '../../src/domain/lag/lifecycle.ts';
import { GONE } from '../../src/domain/lifecycle.ts';
import type { AnyLifecycle } from '../../src/domain/lifecycles-expected.testing.ts';
import { letterLifecycle } from '../../src/domain/loa/lifecycle.ts';
import { sessionTimerLifecycle } from '../../src/domain/session-timer/lifecycle.ts';
import { virtualInterfaceLifecycle } from '../../src/domain/virtual-interface/lifecycle.ts';
import type { StateChange } from '../../src/store/store.ts';
import type { RecordRow } from '../../src/store/tables/records.ts';
import type { AllRows } from '../support/all-rows.ts';

type Moved = keyof AllRows;

/** Tables whose states move along a lifecycle: their name in the trail, and their rows. */
const TABLES: Readonly<Record<string, readonly [Moved, ...unknown[]]>> = {
  connection: ['connections', connectionLifecycle, hostedConnectionLifecycle],
  lag: ['lags', lagLifecycle],
  letter: ['letters', letterLifecycle],
  cross_connect: ['crossConnects', crossConnectLifecycle],
  virtual_interface: ['virtualInterfaces', virtualInterfaceLifecycle],
  bgp_peer: ['bgpPeers', bgpPeerLifecycle],
  flap: ['flaps', flapLifecycle],
  session_timer: ['sessionTimers', sessionTimerLifecycle],
  direct_connect_gateway: ['gateways', gatewayLifecycle],
  gateway_association: ['associations', associationLifecycle],
  association_proposal: ['proposals', proposalLifecycle],
  gateway_attachment: ['attachments', attachmentLifecycle],
  failover_test: ['failoverTests', failoverTestLifecycle],
};

/** Rows with states that no lifecycle moves. */
const OTHERS: readonly string[] = ['port', 'cloud_gateway'];

const lifecyclesOf = (resource: string) => (TABLES[resource]?.slice(1) ?? []) as readonly AnyLifecycle[];

function isLegal({ resource, from, to }: StateChange): boolean {
  return lifecyclesOf(resource).some(({ initial, states }) => {
    if (from === null) return initial.includes(to);
    const rule = states[from];
    const after = rule?.after;
    const next = [
      ...Object.values(rule?.on ?? {}),
      after !== undefined && 'to' in after ? after.to : undefined,
    ];
    return next.includes(to);
  });
}

/** What ends with something else: its own state does not have to say so. */
const BESIDE: readonly string[] = [
  'bgp_peer',
  'gateway_attachment',
  'failover_test',
  'flap',
  'letter',
  'cross_connect',
];

const mayEnd = (resource: string, state: string) =>
  BESIDE.includes(resource) ||
  lifecyclesOf(resource).some(({ states }) => {
    const after = states[state]?.after;
    return after !== undefined && 'to' in after && after.to === GONE;
  });

/** Follows the audit trail: every state that was entered, row by row. */
export interface Trail {
  /** What in these records, and in the rows that they led to, no lifecycle allows. */
  follow(records: readonly RecordRow[], rows: AllRows): readonly string[];
}

export function newTrail(): Trail {
  /** By resource and id, what the trail says last. */
  const known = new Map<string, string>();
  return {
    follow(records, rows) {
      const changes = records.flatMap((record) => JSON.parse(record.changes) as StateChange[]);
      const moves = changes
        .filter(({ resource }) => !OTHERS.includes(resource))
        .flatMap((change) => moveOf(known, change));
      return [...moves, ...Object.keys(TABLES).flatMap((resource) => rowsOf(known, resource, rows))];
    },
  };
}

function moveOf(known: Map<string, string>, change: StateChange): readonly string[] {
  const { resource, id, from, to } = change;
  const key = `${resource} ${id}`;
  const before = known.get(key);
  known.set(key, to);
  const words = `${key}: ${from ?? 'new'} → ${to}`;
  if (!isLegal(change)) return [`${words} is no transition`];
  return from === null || before === undefined || before === from ? [] : [`${words}, but it was ${before}`];
}

/** Rows are as the trail left them, and what is no longer there had come to its end. */
function rowsOf(known: Map<string, string>, resource: string, rows: AllRows): readonly string[] {
  const all = rows[TABLES[resource]?.[0] as Moved] as readonly object[];
  const states = new Map(
    all.map((row) => [
      idOf(resource, row as Readonly<Record<string, string>>),
      (row as { state: string }).state,
    ]),
  );
  const problems: string[] = [];
  for (const [key, state] of known) {
    if (!key.startsWith(`${resource} `)) continue;
    const now = states.get(key.slice(resource.length + 1));
    if (now === undefined) {
      known.delete(key);
      if (!mayEnd(resource, state)) problems.push(`${key} has gone as ${state}`);
    } else if (now !== state) problems.push(`${key} is ${now}, the trail says ${state}`);
  }
  for (const [id, state] of states)
    if (!known.has(`${resource} ${id}`)) problems.push(`${resource} ${id} is ${state} without a trail`);
  return problems;
}

const ID: Readonly<Record<string, string>> = {
  cross_connect: 'connectionId',
  flap: 'virtualInterfaceId',
  gateway_attachment: 'virtualInterfaceId',
};

const idOf = (resource: string, row: Readonly<Record<string, string>>) => row[ID[resource] ?? 'id'] ?? 'none';
