import { lifecycleFor } from '../domain/connection/lifecycle.ts';
import { step } from '../domain/lifecycle.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { type ConnectionRow, connections } from '../store/tables/connections.ts';
import type { Work } from './context.ts';
import { requestCrossConnect } from './cross-connects.ts';
import { markDirty } from './devices.ts';
import { issueLetter } from './letters.ts';
import { portOf, settleConnection } from './links.ts';
import { finishDeletion } from './deletions.ts';

/** An order's review, as it is kept with the connection. */
export interface Review {
  readonly decision: 'approved' | 'rejected';
  readonly by: string;
  readonly reason: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Approves an order: the connection leaves `requested` because it was approved and its letter exists [M][UG23], and
 * the cross connect is asked for. One commit for all three.
 */
export async function approveOrder(
  work: Work,
  row: ConnectionRow,
  by: string,
): Promise<ConnectionRow | Refusal> {
  const phase = step(lifecycleFor(row.kind), row.state, 'approve', work.now, work.durations);
  if (phase === undefined) return notInReview(row);
  await issueLetter(work, row, row.providerName);
  requestCrossConnect(work, row);
  await markDirty(work, row.deviceId);
  const approved = work.write.update(connections, row, {
    ...phase,
    review: review(work, 'approved', by, null),
  });
  const at = await portOf(work, approved);
  // Light may have been there before the approval, or come at this moment.
  return at === undefined ? approved : settleConnection(work, approved, at);
}

/** Turns an order down: the port goes back, and the connection is deleted (GUESS: no source shows a rejected order). */
export async function rejectOrder(
  work: Work,
  row: ConnectionRow,
  by: string,
  reason: string,
): Promise<ConnectionRow | Refusal> {
  const phase = step(lifecycleFor(row.kind), row.state, 'reject', work.now, work.durations);
  if (phase === undefined) return notInReview(row);
  return finishDeletion(work, row, { ...phase, review: review(work, 'rejected', by, reason) });
}

function review(work: Work, decision: Review['decision'], by: string, reason: string | null): string {
  return JSON.stringify({ decision, by, reason, at: work.now } satisfies Review);
}

function notInReview(row: ConnectionRow): Refusal {
  // The operator's own text.
  return refuse(`Order ${row.id} is not waiting for a review: its state is ${row.state}`);
}
