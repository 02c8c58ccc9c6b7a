import { applyEdges } from './edges.ts';
import { takeFacts } from './facts.ts';
import type { ReconcileParts } from './parts.ts';
import { comeToRest, othersBeside } from './others.ts';
import { runTimers } from './timers.ts';

/** A poll finds what no hint told: another server's commit, a deadline that has come. */
const POLL_MS = 250;
/** After a round that did something the next one follows soon: deadlines of 0 ms come in chains. */
const AGAIN_MS = 0;

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
    settle: () =>
      comeToRest(
        async () => !stopped && (await exclusive()),
        async () => !stopped && (await others.areAtIt()),
      ),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      unobserve();
      await running;
      await parts.leases.close();
    },
  };
}
