/** Whoever has waited for so long has no use for it any more. */
const WAIT_MS = 30_000;

interface Waiting {
  readonly take: () => void;
  readonly turnAway: (error: Error) => void;
}

/**
 * Room for a number of users at once; the others wait in line. In front of a pool it tells waiting for a connection,
 * which is in order while there is much to do, from waiting for the network.
 */
export class Slots {
  #free: number;
  readonly #line: Waiting[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async take(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => void this.#line.splice(this.#line.indexOf(waiting), 1);
      const timer = setTimeout(() => {
        leave();
        reject(new Error(`no connection to the store has become free for ${WAIT_MS / 1000} s`));
      }, WAIT_MS);
      const waiting: Waiting = {
        take: () => {
          clearTimeout(timer);
          resolve();
        },
        turnAway: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.#line.push(waiting);
    });
  }

  give(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#free += 1;
    else next.take();
  }

  /** Those who wait would only find the same out, one after the other. */
  turnAway(error: Error): void {
    for (const { turnAway } of this.#line.splice(0)) turnAway(error);
  }
}
