/** Those who wait until nothing is due any more. They ride on the loop's own rounds, however many they are. */
export class Rest {
  readonly #waiting = new Set<() => void>();

  /**
   * Resolves with a round that began from now on and found nothing to do; after `maxMs` of real time it resolves anyway,
   * because somebody waits for an answer.
   */
  wait(maxMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(end);
        this.#waiting.delete(done);
        resolve();
      };
      const end = setTimeout(done, maxMs);
      this.#waiting.add(done);
    });
  }

  /** Those who wait at this moment, as functions that let them go on. */
  get present(): readonly (() => void)[] {
    return [...this.#waiting];
  }
}
