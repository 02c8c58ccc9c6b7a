import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { watched } from './watched.ts';
import { CONNECT_MS, KEEP_ALIVE, type Pool, rowsOf } from './pool.ts';

const CHANNEL = 'crossconnect_wake';
/** Other servers are told no more often than this: each telling is a commit of its own. */
const TELL_MS = 50;
/** Pause before listening again after the connection broke. Meanwhile a poll finds what there is. */
const AGAIN_MS = 2_000;
/** How often one looks whether the connection still hears, and how long that takes at most. */
const BEAT_MS = 10_000;
const ANSWER_MS = 5_000;
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
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: CONNECT_MS,
      ...KEEP_ALIVE,
    });
    this.#client = client;
    client.on('error', ignore);
    client.on('notification', ({ payload }) => {
      if (payload !== this.#self) this.#tellListeners();
    });
    const connection = watched(client, { answerMs: ANSWER_MS, onSilence: unheard, told: asItIs });
    const beat = setInterval(() => void connection.query('select 1').catch(ignore), BEAT_MS);
    client.on('end', () => {
      clearInterval(beat);
      this.#listenLater();
    });
    try {
      await client.connect();
      await connection.query(`listen ${CHANNEL}`);
      // What was told while nobody listened.
      this.#tellListeners();
    } catch {
      clearInterval(beat);
      client.end().catch(ignore);
      this.#listenLater();
    }
  }

  /** Gives the connection up and makes another: nobody else would notice that it hears nothing any more. */
  listenAnew(): void {
    this.#client?.connection.stream.destroy();
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
const asItIs = (error: unknown) => error;
const unheard = () => new Error('nothing has come back');
