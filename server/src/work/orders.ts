import { type ConnectionState, lifecycleFor } from '../domain/connection/lifecycle.ts';
import { type Phase, step } from '../domain/lifecycle.ts';
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
  /** `lapsed`: the customer did not answer in time. */
  readonly decision: 'approved' | 'rejected' | 'lapsed';
  readonly by: string;
  readonly reason: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What the customer was asked for, as it is kept with the connection. Times are epoch milliseconds. */
export interface InformationRequest {
  readonly reason: string;
  readonly by: string;
  readonly at: number;
  /** Null until the customer has answered. */
  readonly answer: string | null;
  readonly answeredAt: number | null;
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

/** Asks the customer for more information: the order waits, and lapses when nobody answers in time [UG23]. */
export function askCustomer(
  work: Work,
  row: ConnectionRow,
  by: string,
  reason: string,
): ConnectionRow | Refusal {
  const phase = step(lifecycleFor(row.kind), row.state, 'ask', work.now, work.durations);
  if (phase === undefined) return notInReview(row);
  const asked = { reason, by, at: work.now, answer: null, answeredAt: null } satisfies InformationRequest;
  return work.write.update(connections, row, { ...phase, information: JSON.stringify(asked) });
}

/** The customer has answered: the order waits for its review again. */
export function takeAnswer(work: Work, row: ConnectionRow, answer: string): ConnectionRow | Refusal {
  const phase = step(lifecycleFor(row.kind), row.state, 'answer', work.now, work.durations);
  const asked = informationOf(row);
  // The operator's own text.
  if (phase === undefined || asked === null) return refuse(`Nothing is asked of the customer for ${row.id}`);
  const answered = { ...asked, answer, answeredAt: work.now } satisfies InformationRequest;
  return work.write.update(connections, row, { ...phase, information: JSON.stringify(answered) });
}

/** Nobody answered in time: the order is over, and its port free [UG23]. */
export function lapseOrder(
  work: Work,
  row: ConnectionRow,
  phase: Phase<ConnectionState>,
): Promise<ConnectionRow> {
  const reason = informationOf(row)?.reason ?? null;
  return finishDeletion(work, row, { ...phase, review: review(work, 'lapsed', 'lifecycle', reason) });
}

export function informationOf({
  information,
}: Pick<ConnectionRow, 'information'>): InformationRequest | null {
  return information === null ? null : (JSON.parse(information) as InformationRequest);
}

function review(work: Work, decision: Review['decision'], by: string, reason: string | null): string {
  return JSON.stringify({ decision, by, reason, at: work.now } satisfies Review);
}

function notInReview(row: ConnectionRow): Refusal {
  // The operator's own texts.
  if (row.state === 'asked') return refuse(`Order ${row.id} is waiting for an answer of the customer`);
  return refuse(`Order ${row.id} is not waiting for a review: its state is ${row.state}`);
}
