import { identityOf, type Recorder, type Write } from '../recorder.ts';
import { Collision } from '../store.ts';

/**
 * The row that a lost race was about, as far as one can tell: those who want it too wait in the same line. It is the
 * row that was there already; else the one that stands for what was counted; else what was compared.
 */
export function contestedRow({ writes, touched }: Recorder, fault: unknown): string {
  const taken = writes.find(tookBy(fault));
  if (taken !== undefined) return identityOf(taken.table, taken.row);
  const [first] = writes;
  return [...touched].sort()[0] ?? (first === undefined ? '' : identityOf(first.table, first.row));
}

/** The insert that met a row. */
function tookBy(fault: unknown): (write: Write) => boolean {
  const { cause } = fault instanceof Collision ? fault : {};
  const name =
    cause instanceof Error && 'table' in cause && typeof cause.table === 'string' ? cause.table : undefined;
  return ({ kind, table }) => kind === 'insert' && table.name === name;
}
