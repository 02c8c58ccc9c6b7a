import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StateChange } from '../store/store.ts';
import { records } from '../store/tables/records.ts';
import type { Work } from '../work/context.ts';
import { byOwner } from '../work/owners.ts';
import type { Actor } from './access.ts';
import type { OperatorParts } from './parts.ts';
import { redacted } from './redact.ts';

/** How long an answer waits for what follows, at the most. */
const PATIENCE_MS = 2_000;

/** One request that has been let in, and what its route may do. */
export interface Call<P = unknown, Q = unknown, B = unknown> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly parts: OperatorParts;
  readonly actor: Actor;
  readonly facts: CallFacts;
  readonly req: IncomingMessage;
  /**
   * Lets the caller in again: what goes on for long outlives what let it in.
   *
   * @throws Problem when the token has gone meanwhile
   */
  readonly admitAgain: () => Promise<unknown>;
  /** Takes the answer into the route's own hands. */
  readonly takeAnswer: () => ServerResponse;
}

/** What the trail keeps of a request. */
export interface CallFacts {
  readonly requestId: string;
  readonly sourceIp: string;
  /** Name of the route. */
  readonly action: string;
}

/** Whom a record is about. */
export interface Scope {
  readonly account?: string | null;
  readonly region?: string | null;
}

/**
 * Looks, decides and writes in one unit of work, recorded with its actor, once for each account that it happened to. The unit
 * may run again after a lost race.
 *
 * @param scope account and Region that the outcome belongs to, for the record
 */
export async function act<T>(
  call: Call,
  unit: (work: Work) => Promise<T>,
  scope: (done: T) => Scope = () => ({}),
): Promise<T> {
  const { parts } = call;
  const { durations, factsRetold, random, newSeq, store } = parts;
  const done = await store.commit(async (tx) => {
    const now = parts.now();
    const given = await unit({ reader: tx, write: tx, now, durations, factsRetold, random, newSeq });
    for (const { changes, ...whose } of byScope(scope(given), await byOwner(tx, tx.entered)))
      tx.insert(records, recordOf(call, now, whose, changes));
    return given;
  });
  store.wake();
  await settleBriefly(parts);
  return done;
}

type Part = Scope & { readonly changes: readonly StateChange[] };

/** What the outcome's own account is told of, and nobody's with it, first; then what befell others. */
function byScope(own: Scope, parts: readonly Part[]): readonly Part[] {
  const isOwn = ({ account = null }: Scope) => account === null || account === own.account;
  return [
    { ...own, changes: parts.filter(isOwn).flatMap(({ changes }) => changes) },
    ...parts.filter((part) => !isOwn(part)),
  ];
}

/** In the lab the answer comes when what follows at once has happened: whoever looks next sees it. */
export async function settleBriefly({ lab, atRest }: OperatorParts): Promise<void> {
  if (lab !== undefined) await atRest(PATIENCE_MS);
}

/** The trail's record of what an operator did. */
export function recordOf(
  { parts, actor, facts, params, body }: Call,
  at: number,
  { account = null, region = null }: Scope,
  changes: readonly StateChange[],
) {
  return {
    seq: parts.newSeq(),
    at,
    account,
    region,
    actor: `operator:${actor.name}`,
    action: facts.action,
    requestId: facts.requestId,
    sourceIp: facts.sourceIp,
    request: redacted({ ...Object(params), ...Object(body) }),
    changes: JSON.stringify(changes),
  };
}
