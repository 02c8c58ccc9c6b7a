import { associationOf } from '../store/queries/resiliency.ts';
import { resiliencyAssociations } from '../store/tables/resiliency.ts';
import type { Work } from './context.ts';

/** Ends a connection's membership of its resiliency group: a connection's deletion takes it along (GUESS, fidelity 11.2b). */
export async function leaveResiliencyGroup(work: Work, connectionId: string): Promise<void> {
  const row = await associationOf(work.reader, connectionId);
  if (row !== undefined) work.write.remove(resiliencyAssociations, row);
}
