/**
 * Whoever cannot be told that all has happened waits for so many rounds at most: the longest chain, a public virtual
 * interface that is verified and set up while others keep the loop busy, takes ten.
 */
const CHAIN_ROUNDS = 12;

interface Waiting {
  /** Epoch milliseconds of the service's clock: what has to happen at once is due since then or longer. */
  readonly since: number;
  /** Rounds that it has seen begin and end. */
  rounds: number;
  /** What was due since then is done. */
  through: boolean;
}

/** Those who wait until all that follows at once from a change has happened. They ride on the loop's own rounds. */
export class Rest {
  readonly #waiting = new Map<() => void, Waiting>();
  #closed = false;

  /** @param maxMs of real time, after which it resolves in any case: somebody waits for an answer */
  wait(since: number, maxMs: number): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(end);
        this.#waiting.delete(done);
        resolve();
      };
      const end = setTimeout(done, maxMs);
      this.#waiting.set(done, { since, rounds: 0, through: false });
    });
  }

  /** Those who wait at this moment, to be told of the round that begins now. */
  get present(): readonly (() => void)[] {
    return [...this.#waiting.keys()];
  }

  /** The round that began with these is over, and found nothing to do. */
  rested(present: readonly (() => void)[]): void {
    for (const goOn of present) goOn();
  }

  /**
   * It is over and has done something, and others may keep the loop busy for ever. Deadlines of 0 ms are due since the
   * change that they follow from: when none is as old, what the fabric saw in that round is left, which may let an edge be
   * looked at once more.
   *
   * @param open since when the oldest of all that is to be done has been due
   */
  busy(present: readonly (() => void)[], open: number): void {
    for (const goOn of present) {
      const waiting = this.#waiting.get(goOn);
      if (waiting === undefined) continue;
      waiting.rounds += 1;
      if (waiting.through || waiting.rounds >= CHAIN_ROUNDS) goOn();
      else waiting.through = open > waiting.since;
    }
  }

  /** Lets all go on, and makes nobody wait any more. */
  close(): void {
    this.#closed = true;
    this.rested(this.present);
  }
}
