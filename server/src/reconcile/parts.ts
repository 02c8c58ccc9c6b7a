import type { TimerName } from '../domain/profile.ts';
import type { FabricDriver } from '../fabric/fabric.ts';
import { edgeLease } from '../store/queries/leases.ts';
import type { Store, Transaction } from '../store/store.ts';
import { records } from '../store/tables/records.ts';
import type { Leases } from './lease.ts';
import type { Work } from '../work/context.ts';
import { byOwner } from '../work/owners.ts';

/** What the loops share. */
export interface ReconcileParts {
  readonly store: Store;
  readonly driver: FabricDriver;
  readonly leases: Leases;
  readonly durations: { readonly [T in TimerName]: number | null };
  readonly factsRetold: boolean;
  /** Epoch milliseconds of the service's clock. */
  readonly now: () => number;
  readonly newSeq: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Told of a failure that a loop survived: it looks again at its next round. */
  readonly onError: (loop: string, error: unknown) => void;
}

/**
 * Runs one unit of work of a loop and records what it changed, for each account that it happened to; nothing is recorded of
 * a look that changed nothing.
 *
 * @param at the moment that the work counts from: for a timer, when it was due
 * @param seen what was seen, for the trail
 */
export async function perform(
  parts: Omit<ReconcileParts, 'driver' | 'leases'>,
  actor: 'timer' | 'fabric' | 'directory',
  action: string,
  at: number,
  unit: (work: Work) => Promise<void>,
  seen?: object,
): Promise<void> {
  await parts.store.commit(async (tx) => {
    await unit(workOf(parts, tx, at));
    for (const { account, region, changes } of await byOwner(tx, tx.entered)) {
      tx.insert(records, {
        seq: parts.newSeq(),
        at,
        account,
        region,
        actor,
        action,
        requestId: null,
        sourceIp: null,
        request: seen === undefined ? null : JSON.stringify(seen),
        changes: JSON.stringify(changes),
      });
    }
  });
}

/** The same for what this server has seen of an edge: nothing is written when another looks after it by now. */
export function performAtEdge(
  parts: ReconcileParts,
  edge: string,
  action: string,
  unit: (work: Work) => Promise<void>,
  seen?: object,
): Promise<void> {
  const mine = async (work: Work) => {
    if (await parts.leases.isMine(work, edgeLease(edge))) await unit(work);
  };
  return perform(parts, 'fabric', action, parts.now(), mine, seen);
}

function workOf(
  parts: Pick<ReconcileParts, 'durations' | 'factsRetold' | 'random' | 'newSeq'>,
  tx: Transaction,
  now: number,
): Work {
  const { durations, factsRetold, random, newSeq } = parts;
  return { reader: tx, write: tx, now, durations, factsRetold, random, newSeq };
}
