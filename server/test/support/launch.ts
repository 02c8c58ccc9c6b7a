/** How a server is started. */
export interface Launch {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A server that was started, here or in a process of its own. */
export interface Running {
  readonly endpoint: string;
  settle(): Promise<void>;
  stop(): Promise<void>;
  kill9(): Promise<void>;
}
