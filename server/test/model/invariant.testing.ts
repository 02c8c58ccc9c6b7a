import type { AllRows } from '../support/all-rows.ts';

/** The world after a step, and before it. */
export interface Look {
  readonly rows: AllRows;
  readonly before: AllRows;
  /** Epoch milliseconds of the service's clock. */
  readonly now: number;
}

/** What must hold after each step, in words; what does not, one line each. */
export interface Invariant {
  readonly name: string;
  readonly broken: (look: Look) => readonly string[];
}

/** Lines for what occurs more than once. */
export function twice<R>(
  rows: readonly R[],
  keyOf: (row: R) => string | null | undefined,
): readonly string[] {
  const groups = Map.groupBy(
    rows.filter((row) => typeof keyOf(row) === 'string'),
    keyOf,
  );
  return [...groups].flatMap(([key, all]) => (all.length > 1 ? [`${key} × ${all.length}`] : []));
}

/** Lines for rows that do not hold. */
export function failing<R extends object>(
  rows: readonly R[],
  holds: (row: R) => boolean,
  say: (row: R) => string,
): readonly string[] {
  return rows.filter((row) => !holds(row)).map(say);
}

/**
 * Lines for sums that pass their limit. What is too much already may stay, since its limit can shrink, and more of it may
 * come with more of the limit; what is added may not make it worse. In one step something may be added first, and the
 * limit shrink then.
 */
export function above<R>(
  { rows, before }: Look,
  of: (rows: AllRows) => readonly R[],
  measured: (row: R, rows: AllRows) => { readonly key: string; readonly sum: number; readonly max: number },
): readonly string[] {
  return of(rows).flatMap((row) => {
    const { key, sum, max } = measured(row, rows);
    const was = measured(row, before);
    const isFine = sum <= Math.max(max, was.max) || sum <= was.sum || sum - max <= was.sum - was.max;
    return isFine ? [] : [`${key}: ${sum} of ${max}, before ${was.sum} of ${was.max}`];
  });
}

const ENDED: readonly string[] = ['deleted', 'rejected'];

/** Not ended; what is being deleted still lives. */
export const living = <R extends { readonly state: string }>(rows: readonly R[]): readonly R[] =>
  rows.filter(({ state }) => !ENDED.includes(state));

export const byId = <R extends { readonly id: string }>(rows: readonly R[]): ReadonlyMap<string, R> =>
  new Map(rows.map((row) => [row.id, row]));

export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
