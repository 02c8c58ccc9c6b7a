import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll } from 'vitest';
import type { OperationName, OperationTypes } from '../../src/model/types.gen.ts';
import type { TestServer } from '../support/server.ts';
import { clientPrograms } from './python.testing.ts';

/** How a client of boto3 is made. */
export interface BotoOptions {
  readonly account?: string;
  readonly region?: string;
  /** Left out: what boto3 chooses by itself. */
  readonly protocol?: 'json' | 'smithy-rpc-v2-cbor';
  readonly retryMode?: 'legacy' | 'standard' | 'adaptive';
  /** Where it calls, when that is not the server itself. */
  readonly endpoint?: string;
}

/** An exception of boto3: its class, and the code and text that it took from the wire. */
export class BotoFault extends Error {
  readonly className: string;
  readonly code: string;
  /** What a person reads: `str(error)`. */
  readonly text: string;
  readonly meta: Meta;

  constructor(fault: Record<'class' | 'code' | 'message' | 'text', string>, meta: Meta) {
    super(fault.message);
    this.name = this.className = fault.class;
    this.code = fault.code;
    this.text = fault.text;
    this.meta = meta;
  }
}

/** `ResponseMetadata` of an answer. */
export interface Meta {
  readonly status?: number;
  readonly retries?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client of boto3. Timestamps come as epoch seconds, blobs in base64. */
export interface BotoClient {
  /** @throws BotoFault */
  call<N extends OperationName>(
    operation: N,
    input?: OperationTypes[N]['input'],
  ): Promise<OperationTypes[N]['output']>;
  /** The same with `ResponseMetadata`. */
  told<N extends OperationName>(
    operation: N,
    input?: OperationTypes[N]['input'],
  ): Promise<{ readonly output: OperationTypes[N]['output']; readonly meta: Meta }>;
}

interface Answer {
  readonly id: number;
  readonly output?: unknown;
  readonly meta?: Meta;
  readonly fault?: Record<'class' | 'code' | 'message' | 'text', string>;
  readonly broken?: string;
}

const STANDARD = { account: '123456789012', region: 'us-east-1', retryMode: 'standard' };

/** One Python with boto3 for all tests of a file; each client of it speaks to that server. */
export function useBoto(server: Pick<TestServer, 'endpoint'>): (options?: BotoOptions) => BotoClient {
  let bridge: Bridge | undefined;
  beforeAll(() => {
    bridge = new Bridge();
  });
  afterAll(() => bridge?.end());
  return (options = {}) => {
    const told: BotoClient['told'] = async (operation, input = {}) => {
      const made = { ...STANDARD, endpoint: server.endpoint, ...options };
      const answer = await bridge?.ask({ client: made, operation, input });
      if (answer?.output === undefined) throw refusalOf(answer);
      return { output: answer.output as OperationTypes[typeof operation]['output'], meta: answer.meta ?? {} };
    };
    return { told, call: async (operation, input) => (await told(operation, input)).output };
  };
}

function refusalOf(answer: Answer | undefined): Error {
  if (answer?.fault === undefined) return new Error(`boto.py failed: ${answer?.broken ?? 'it does not run'}`);
  return new BotoFault(answer.fault, answer.meta ?? {});
}

/** The process of boto.py, and the calls that it has not answered yet. */
class Bridge {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #ids = 0;

  constructor() {
    const { python } = clientPrograms();
    this.#child = spawn(python, [join(import.meta.dirname, 'boto.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'] ?? '',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: '/dev/null',
      },
    });
    createInterface({ input: this.#child.stdout ?? process.stdin }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    this.#child.once('close', () => {
      for (const [id, answer] of this.#waiting) answer({ id, broken: 'it has ended' });
    });
  }

  ask(call: object): Promise<Answer> {
    const id = ++this.#ids;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin?.write(`${JSON.stringify({ id, ...call })}\n`);
    });
  }

  async end(): Promise<void> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin?.end();
    await closed;
  }
}
