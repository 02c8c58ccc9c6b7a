import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Pool, rowsOf } from './pool.ts';

const CHANNEL = 'crossconnect_wake';
/** Other servers are told no more often than this: each telling is a commit of its own. */
const TELL_MS = 50;
/** Pause before listening again after the connection broke. Meanwhile a poll finds what there is. */
const AGAIN_MS = 2_000;
/** How long closing waits for the connection to end by itself. */
const CLOSE_MS = 250;

/** Tells the other servers that something was committed, and hears it from them. */
export class Wake {
  readonly #url: string;
  readonly #pool: Pool;
  readonly #self = randomUUID();
  readonly #listeners = new Set<() => void>();
  #client: pg.Client | undefined;
  #again: NodeJS.Timeout | undefined;
  #quiet: NodeJS.Timeout | undefined;
  #untold = false;
  #closed = false;

  constructor(url: string, pool: Pool) {
    this.#url = url;
    this.#pool = pool;
  }

  /** Begins to listen; what breaks is mended later. Without LISTEN (some poolers lack it) the polls remain. */
  async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true });
    this.#client = client;
    client.on('error', ignore);
    client.on('notification', ({ payload }) => {
      if (payload !== this.#self) this.#tellListeners();
    });
    client.on('end', () => this.#listenLater());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      // What was told while nobody listened.
      this.#tellListeners();
    } catch {
      client.end().catch(ignore);
      this.#listenLater();
    }
  }

  onWake(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  wake(): void {
    this.#tellListeners();
    this.#untold = true;
    if (this.#quiet === undefined) this.#tellOthers();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    clearTimeout(this.#quiet);
    const client = this.#client;
    const cut = setTimeout(() => client?.connection.stream.destroy(), CLOSE_MS);
    await client?.end();
    clearTimeout(cut);
  }

  #tellListeners(): void {
    for (const listener of this.#listeners) listener();
  }

  #tellOthers(): void {
    this.#quiet = undefined;
    if (!this.#untold || this.#closed) return;
    this.#untold = false;
    this.#quiet = setTimeout(() => this.#tellOthers(), TELL_MS);
    const values = [CHANNEL, this.#self];
    // It is a hint: when it cannot be given, the others find out by themselves.
    this.#pool.use((connection) => rowsOf(connection, 'select pg_notify(?, ?)', values)).catch(ignore);
  }

  #listenLater(): void {
    if (this.#closed || this.#again !== undefined) return;
    this.#again = setTimeout(() => {
      this.#again = undefined;
      void this.listen();
    }, AGAIN_MS);
  }
}

const ignore = () => {};
