import { setTimeout as sleep } from 'node:timers/promises';
import type { ReconcileParts } from './parts.ts';
import { countDue } from './timers.ts';
import type { UnmetDeadlines } from './unmet.ts';

/** How often one looks whether another server has done what is waited for. */
export const OTHERS_MS = 20;
/** Longer than the claims and leases of a server that died. */
const OTHERS_MAX_MS = 10_000;

/** What other servers do beside this one. */
export interface Others {
  /** Whether another is at a deadline, or at an edge that has to be looked at. */
  readonly areAtIt: () => Promise<boolean>;
}

/** @param unmet deadlines that this server has failed to meet: they stay due, and nobody needs to be waited for */
export function othersBeside(parts: ReconcileParts, unmet: UnmetDeadlines): Others {
  const { leases, store } = parts;
  return {
    async areAtIt() {
      if (!store.capabilities.shared) return false;
      if ((await leases.othersAt()) !== undefined) return true;
      const due = await countDue(parts);
      return due > 0 && due > (await unmet.stillDue(store.reader));
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
