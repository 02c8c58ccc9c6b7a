import { takeFacts } from './facts.ts';
import type { ReconcileParts } from './parts.ts';
import { comeToRest, OTHERS_MS, othersBeside } from './others.ts';
import { Rest } from './rest.ts';
import { roundOf } from './round.ts';
import { UnmetDeadlines } from './unmet.ts';

/** A poll finds what no hint told: another server's commit, a deadline that has come. */
const POLL_MS = 250;
/** After a round that did something the next one follows soon: deadlines of 0 ms come in chains. */
const AGAIN_MS = 0;

export interface Reconcilers {
  /** Looks soon. Carries no data, by design. */
  wake(): void;
  /** Runs rounds until one finds nothing to do: the clock's advance waits for it. */
  settle(): Promise<void>;
  /**
   * The same for many at once, who are answered together by the loop's own rounds: what others do at that time makes
   * nobody wait for a round of his own. After `maxMs` of real time it resolves in any case.
   */
  atRest(maxMs: number): Promise<void>;
  /** Ends the loops after the round that is under way. */
  stop(): Promise<void>;
  readonly figures: { fired: number; lateMs: number };
}

/** Starts the loops: deadlines, edges, facts. */
export function startReconcilers(parts: ReconcileParts): Reconcilers {
  const figures = { fired: 0, lateMs: 0 };
  const unobserve = takeFacts(parts);
  const unmet = new UnmetDeadlines();
  const others = othersBeside(parts, unmet);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let woken = false;
  const rest = new Rest();
  const round = roundOf(parts, figures, unmet);
  const survived = (error: unknown): false => {
    parts.onError('round', error);
    return false;
  };
  const rounds = oneByOne(() => round().catch(survived));
  const plan = (ms: number) => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void turn(), ms);
  };
  const turn = async () => {
    woken = false;
    const waiting = rest.present;
    const busy = await rounds.run();
    const elsewhere = !busy && waiting.length > 0 && (await others.areAtIt().catch(survived));
    if (!busy && !elsewhere) for (const goOn of waiting) goOn();
    plan(busy || woken ? AGAIN_MS : elsewhere ? OTHERS_MS : POLL_MS);
  };
  const wake = () => {
    if (woken || stopped) return;
    woken = true;
    if (rounds.running() === undefined) plan(AGAIN_MS);
  };
  plan(AGAIN_MS);
  return {
    figures,
    wake,
    atRest(maxMs) {
      if (stopped) return Promise.resolve();
      const rested = rest.wait(maxMs);
      wake();
      return rested;
    },
    settle: () =>
      comeToRest(
        async () => !stopped && (await rounds.run()),
        async () => !stopped && (await others.areAtIt()),
      ),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      unobserve();
      await rounds.running();
      for (const goOn of rest.present) goOn();
      await parts.leases.close();
    },
  };
}

/** One round at a time, whoever asks for it. */
function oneByOne(round: () => Promise<boolean>) {
  let running: Promise<boolean> | undefined;
  return {
    running: () => running,
    async run(): Promise<boolean> {
      while (running !== undefined) await running;
      running = round();
      try {
        return await running;
      } finally {
        running = undefined;
      }
    },
  };
}
