import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { afterAll, beforeAll, inject } from 'vitest';
import { SERVICE } from '../../src/model/operations.gen.ts';
import type { OperationName, OperationTypes } from '../../src/model/types.gen.ts';
import { startChild } from './child-process.ts';
import { type EngineName, openEngine } from './engines.ts';
import { startHere } from './in-process.ts';
import type { Launch, Running } from './launch.ts';
import { type CallOptions, DEFAULT_ACCOUNT, DEFAULT_REGION, signedCall } from './signed-call.ts';

export interface ServerOptions {
  /** Settings as on the command line, such as `['--lifecycle', 'fast']`; the lifecycle is `instant` unless named. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where it stores; as a rule PostgreSQL in a run that has one, else SQLite: each test file runs on both. */
  readonly engine?: EngineName;
  /** A process of its own, where signals, crashes or output matter; else the server runs inside the test's. */
  readonly process?: boolean;
}

/** A server that runs, and how tests speak to it. */
export interface TestServer {
  readonly endpoint: string;
  /** Its data folder. */
  readonly data: string;
  /** Where it stores, as `--store` takes it: for tests that look at rows. */
  readonly store: string;
  /** The official SDK; an account is its own access key. Each call makes one try. */
  client(account?: string, region?: string, options?: { readonly cbor?: boolean }): DirectConnectClient;
  /** A signed call without the SDK, for the operations that it lacks. */
  call<N extends OperationName>(
    operation: N,
    input: OperationTypes[N]['input'],
    options?: CallOptions,
  ): Promise<OperationTypes[N]['output']>;
  /** A call of the operator API: `path` follows `/operator/v1`. */
  operator<T = unknown>(method: string, path: string, body?: unknown): Promise<OperatorAnswer<T>>;
  /** Waits until nothing is due any more: the instant lifecycle has come to rest. Not in a process of its own. */
  settle(): Promise<void>;
  /** Ends it in good order. Its data stay until the test process ends. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; a server of its own process alone. */
  kill9(): Promise<void>;
  /** Starts it again on its data and its port, after stopping it where it still runs. */
  restart(): Promise<void>;
  /** Stops it where it still runs, and removes what it has stored. */
  dispose(): Promise<void>;
}

export interface OperatorAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, else text. */
  readonly body: T;
}

/** A server of the test's own, on a free port and with an empty store. Whoever starts it disposes of it. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const data = mkdtempSync(join(tmpdir(), 'crossconnect-'));
  const place = await openEngine(options.engine ?? engineOfRun());
  const store = ['--store', place.setting];
  const begin = options.process === true ? startChild : startHere;
  const start = (port: number) => begin(launchOf(options, [...store, '--data', data], port));
  let running: Running;
  try {
    running = await start(0);
  } catch (error) {
    await place.dispose();
    throw error;
  }
  return {
    get endpoint() {
      return running.endpoint;
    },
    data,
    store: place.setting,
    client: (account, region, how) => sdkClient(running.endpoint, account, region, how?.cbor),
    call: (operation, input, how) => signedCall(running.endpoint, operation, input, how),
    operator: (method, path, body) => operatorCall(running.endpoint, method, path, body),
    settle: () => running.settle(),
    stop: () => running.stop(),
    kill9: () => running.kill9(),
    async restart() {
      const port = Number(new URL(running.endpoint).port);
      await running.stop();
      // The pool of `fetch` in this process sees that its idle connections are closed, and uses none of them again.
      await sleep(20);
      running = await start(port);
    },
    async dispose() {
      await running.stop();
      await place.dispose();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The same for all tests of a `describe`: started before the first, gone after the last. */
export function useServer(options: ServerOptions = {}): TestServer {
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await startServer(options);
  });
  afterAll(() => server?.dispose());
  return new Proxy({} as TestServer, {
    get: (_, property) => {
      if (server === undefined) throw new Error('the server runs only inside tests and hooks');
      return Reflect.get(server, property) as unknown;
    },
  });
}

function engineOfRun(): EngineName {
  const postgres: string | undefined = inject('postgres');
  return postgres === undefined ? 'sqlite' : 'postgres';
}

function launchOf({ flags = [], env = {} }: ServerOptions, own: readonly string[], port: number): Launch {
  const standard = ['--lifecycle', 'instant', '--log-level', 'error', ...own];
  return { args: [...standard, ...flags, '--port', String(port)], env };
}

function sdkClient(endpoint: string, account = DEFAULT_ACCOUNT, region = DEFAULT_REGION, cbor = false) {
  return new DirectConnectClient({
    endpoint,
    region,
    credentials: { accessKeyId: account, secretAccessKey: 'test' },
    maxAttempts: 1,
    ...(cbor ? { protocol: new AwsSmithyRpcV2CborProtocol({ defaultNamespace: SERVICE.namespace }) } : {}),
  });
}

async function operatorCall<T>(
  endpoint: string,
  method: string,
  path: string,
  body: unknown,
): Promise<OperatorAnswer<T>> {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${endpoint}/operator/v1${path}`, { method, ...sent });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : text) as T,
  };
}
