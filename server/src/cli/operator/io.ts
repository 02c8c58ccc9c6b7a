/** What a command has of the world, so that a test can give it another. */
export interface Io {
  /** What was asked for. */
  readonly out: Sink;
  /** What a person should know beside it. */
  readonly err: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof fetch;
  /** Ends what would go on for ever. */
  readonly signal: AbortSignal;
}

export interface Sink {
  readonly write: (text: string) => unknown;
  /** A terminal with a person before it. */
  readonly isTTY?: boolean;
}

/** A command could not do what it was asked to: a line of what is wrong and a line of what to do. */
export class CommandFailed extends Error {
  readonly next: string | undefined;
  /** 1: it could not be done; 2: it was asked wrongly. */
  readonly exitCode: number;

  constructor(line: string, next?: string, exitCode = 1) {
    super(line);
    this.name = 'CommandFailed';
    this.next = next;
    this.exitCode = exitCode;
  }
}
