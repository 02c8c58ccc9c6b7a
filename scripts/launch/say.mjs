/**
 * One line for the person who waits, on standard error: standard output belongs to the script that runs.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`crossconnect: ${line}\n`);
}

/** Something that only a person can mend: what failed, and what to do next. */
export class Failure extends Error {
  /**
   * @param {string} message what failed
   * @param {string} next what to do
   */
  constructor(message, next) {
    super(message);
    this.next = next;
  }
}
