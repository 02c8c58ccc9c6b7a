/**
 * Where those wait who compete for a row: one line a row, served one batch after the other, so that they do not go
 * on losing to each other.
 */
export class Lines<J extends { readonly rows: readonly string[] }> {
  readonly #lines = new Map<string, J[]>();
  /** The line in which a row is wanted, and by how many. */
  readonly #wanted = new Map<string, { readonly line: string; count: number }>();
  readonly #batchMax: number;
  readonly #serve: (batch: readonly J[]) => Promise<void>;

  /** @param serve takes a batch through; never throws */
  constructor(batchMax: number, serve: (batch: readonly J[]) => Promise<void>) {
    this.#batchMax = batchMax;
    this.#serve = serve;
  }

  /** Where others wait for one of these rows. */
  lineOf(rows: Iterable<string>): string | undefined {
    if (this.#wanted.size === 0) return undefined;
    for (const row of rows) {
      const wanted = this.#wanted.get(row);
      if (wanted !== undefined) return wanted.line;
    }
    return undefined;
  }

  /** @param line the row that the competition is about */
  join(line: string, job: J): void {
    for (const row of job.rows) {
      const wanted = this.#wanted.get(row);
      if (wanted === undefined) this.#wanted.set(row, { line, count: 1 });
      else wanted.count += 1;
    }
    const waiting = this.#lines.get(line);
    if (waiting !== undefined) {
      waiting.push(job);
      return;
    }
    const opened = [job];
    this.#lines.set(line, opened);
    void this.#work(line, opened);
  }

  async #work(line: string, waiting: J[]): Promise<void> {
    // The next turn of the loop: those who have lost to the same winner come together.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, this.#batchMax);
      await this.#serve(batch);
      for (const { rows } of batch) this.#leave(rows);
    }
    this.#lines.delete(line);
  }

  #leave(rows: readonly string[]): void {
    for (const row of rows) {
      const wanted = this.#wanted.get(row);
      if (wanted === undefined) continue;
      wanted.count -= 1;
      if (wanted.count === 0) this.#wanted.delete(row);
    }
  }
}
