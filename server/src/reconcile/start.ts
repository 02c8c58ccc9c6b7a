import { setTimeout as sleep } from 'node:timers/promises';
import { applyEdges } from './edges.ts';
import { takeFacts } from './facts.ts';
import type { ReconcileParts } from './parts.ts';
import { countDue, runTimers } from './timers.ts';

/** A poll finds what no hint told: another server's commit, a deadline that has come. */
const POLL_MS = 250;
/** After a round that did something the next one follows soon: deadlines of 0 ms come in chains. */
const AGAIN_MS = 0;
/** How often one looks whether another server has done what is waited for. */
const OTHERS_MS = 20;
/** Longer than the claims and leases of a server that died. */
const OTHERS_MAX_MS = 10_000;

export interface Reconcilers {
  /** Looks soon. Carries no data, by design. */
  wake(): void;
  /** Runs rounds until one finds nothing to do: the clock's advance waits for it. */
  settle(): Promise<void>;
  /** Ends the loops after the round that is under way. */
  stop(): Promise<void>;
  readonly figures: { fired: number; lateMs: number };
}

/** Starts the loops: deadlines, edges, facts. */
export function startReconcilers(parts: ReconcileParts): Reconcilers {
  const figures = { fired: 0, lateMs: 0 };
  const unobserve = takeFacts(parts);
  const others = othersBeside(parts);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let woken = false;
  let running: Promise<boolean> | undefined;

  const round = async (): Promise<boolean> => {
    const { fired, late, failed } = await runTimers(parts);
    others.failed(failed);
    figures.fired += fired;
    figures.lateMs = late;
    const applied = await applyEdges(parts);
    return fired + applied > 0;
  };
  // One round at a time, whoever asks for it.
  const exclusive = async (): Promise<boolean> => {
    while (running !== undefined) await running;
    running = round().catch((error: unknown) => {
      parts.onError('round', error);
      return false;
    });
    try {
      return await running;
    } finally {
      running = undefined;
    }
  };
  const plan = (ms: number) => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void turn(), ms);
  };
  const turn = async () => {
    woken = false;
    const busy = await exclusive();
    plan(busy || woken ? AGAIN_MS : POLL_MS);
  };
  plan(AGAIN_MS);
  return {
    figures,
    wake() {
      if (woken || stopped) return;
      woken = true;
      if (running === undefined) plan(AGAIN_MS);
    },
    async settle() {
      let until = performance.now() + OTHERS_MAX_MS;
      while (!stopped) {
        if (await exclusive()) until = performance.now() + OTHERS_MAX_MS;
        else if (performance.now() > until || !(await others.areAtIt())) return;
        else await sleep(OTHERS_MS);
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      unobserve();
      await running;
      await parts.leases.close();
    },
  };
}

/** Whether other servers do what one waits for: a deadline, or an edge that has to be looked at. */
function othersBeside(parts: ReconcileParts) {
  const { leases, store } = parts;
  let failing: ReadonlySet<string> = new Set();
  return {
    /** Deadlines that this server has failed to meet: they stay due, and nobody needs to be waited for. */
    failed(rows: readonly string[]) {
      if (rows.length > 0) failing = new Set([...failing, ...rows]);
    },
    async areAtIt(): Promise<boolean> {
      if (!store.capabilities.shared) return false;
      if ((await leases.othersAt()) !== undefined) return true;
      const due = await countDue(parts);
      if (due === 0) failing = new Set();
      return due > failing.size;
    },
  };
}
