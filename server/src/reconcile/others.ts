import { setTimeout as sleep } from 'node:timers/promises';
import type { ReconcileParts } from './parts.ts';
import { countDue } from './timers.ts';

/** How often one looks whether another server has done what is waited for. */
export const OTHERS_MS = 20;
/** Longer than the claims and leases of a server that died. */
const OTHERS_MAX_MS = 10_000;

/** What other servers do beside this one. */
export interface Others {
  /** Deadlines that this server has failed to meet: they stay due, and nobody needs to be waited for. */
  readonly failed: (rows: readonly string[]) => void;
  /** Whether another is at a deadline, or at an edge that has to be looked at. */
  readonly areAtIt: () => Promise<boolean>;
}

export function othersBeside(parts: ReconcileParts): Others {
  const { leases, store } = parts;
  let failing: ReadonlySet<string> = new Set();
  return {
    failed(rows) {
      if (rows.length > 0) failing = new Set([...failing, ...rows]);
    },
    async areAtIt() {
      if (!store.capabilities.shared) return false;
      if ((await leases.othersAt()) !== undefined) return true;
      const due = await countDue(parts);
      if (due === 0) failing = new Set();
      return due > failing.size;
    },
  };
}

/**
 * Runs rounds until there is nothing to do, here or elsewhere.
 *
 * @param round whether it did something
 */
export async function comeToRest(
  round: () => Promise<boolean>,
  othersAreAtIt: () => Promise<boolean>,
): Promise<void> {
  let until = performance.now() + OTHERS_MAX_MS;
  for (;;) {
    if (await round()) until = performance.now() + OTHERS_MAX_MS;
    else if (performance.now() > until || !(await othersAreAtIt())) return;
    else await sleep(OTHERS_MS);
  }
}
