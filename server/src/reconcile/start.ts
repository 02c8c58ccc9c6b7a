import { takeFacts } from './facts.ts';
import type { ReconcileParts } from './parts.ts';
import { comeToRest, OTHERS_MS, othersBeside } from './others.ts';
import { Rest } from './rest.ts';
import { oldestOpen } from './timers.ts';
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
   * Waits until what follows at once from a change has happened: until a round finds nothing to do, or nothing as old as
   * the change. Many wait together for the loop's own rounds. After `maxMs` of real time it resolves in any case.
   */
  atRest(maxMs: number): Promise<void>;
  /** Lets all who wait so go on, now and from now on: they have to be answered before the server ends. */
  release(): void;
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
  const survived = answering(parts, false);
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
    if (busy && rest.present.length > 0)
      rest.busy(waiting, await oldestOpen(parts.store.reader).catch(answering(parts, 0)));
    else if (!busy && !elsewhere) rest.rested(waiting);
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
      const rested = rest.wait(parts.now(), maxMs);
      wake();
      return rested;
    },
    release: () => rest.close(),
    settle: () =>
      comeToRest(
        async () => !stopped && (await rounds.run()),
        async () => !stopped && (await others.areAtIt()),
      ),
    async stop() {
      stopped = true;
      rest.close();
      clearTimeout(timer);
      unobserve();
      await rounds.running();
      await parts.leases.close();
    },
  };
}

/** A failure that the loop survives is told, and stands for an answer. */
function answering<T>({ onError }: ReconcileParts, answer: T): (error: unknown) => T {
  return (error) => {
    onError('round', error);
    return answer;
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
