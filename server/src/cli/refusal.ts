/** The program cannot start as it was asked to: one line for the person at the terminal. */
export class StartRefused extends Error {
  /** @param line what is wrong, what is allowed, what to do */
  constructor(line: string, options?: ErrorOptions) {
    super(line, options);
    this.name = 'StartRefused';
  }
}
