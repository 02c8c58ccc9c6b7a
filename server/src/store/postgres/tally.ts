/** Counts what was committed, for the metrics page. */
export class Tally {
  commits = 0;
  units = 0;
  replays = 0;
  readonly #onCommit: (units: number) => void;

  /** @param onCommit called after a commit with the number of units in it */
  constructor(onCommit: (units: number) => void) {
    this.#onCommit = onCommit;
  }

  committed(units: number): void {
    this.commits += 1;
    this.units += units;
    this.#onCommit(units);
  }

  replayed(): void {
    this.replays += 1;
  }
}
