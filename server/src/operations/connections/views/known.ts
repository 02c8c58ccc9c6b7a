import { isInReview } from '../../../domain/connection/lifecycle.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { Review } from '../../../work/orders.ts';

/** Whether the connection ever was `pending`: what was deleted as an order never got to know its device [ANS][TUT]. */
export function isKnown({ state, kind, review }: ConnectionRow): boolean {
  if (isInReview(state) || state === 'ordering' || state === 'rejected') return false;
  if (state !== 'deleted' || kind === 'hosted') return true;
  return review !== null && (JSON.parse(review) as Review).decision === 'approved';
}
