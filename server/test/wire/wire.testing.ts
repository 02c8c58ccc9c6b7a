import { connect } from 'node:net';
import { createHandler } from '../../src/wire/handler.ts';
import { createWireServer, type WireTimeouts } from '../../src/wire/server.ts';
import type {
  Caller,
  KeyRecord,
  Outcome,
  Problem,
  RequestMetric,
  WireOperation,
  WireOptions,
  WireService,
} from '../../src/wire/service.ts';

/** 2026-01-02T03:04:05Z: what a server of these tests takes for now, unless told otherwise. */
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

type Run = (input: Record<string, unknown>, caller: Caller) => Outcome | Promise<Outcome>;
type Validate = (input: Record<string, unknown>) => Problem | undefined;

function operation(name: string, run: Run, validate: Validate = () => undefined): [string, WireOperation] {
  return [
    name,
    {
      name,
      validate: (input) => validate(input as Record<string, unknown>),
      run: async (input, caller) => run(input as Record<string, unknown>, caller),
    },
  ];
}

/** A service behind wire's own port: it answers what it was told, in shapes that SDKs know. */
export function fakeService(): WireService & { readonly calls: { input: unknown; caller: Caller }[] } {
  const calls: { input: unknown; caller: Caller }[] = [];
  const noted =
    (run: Run): Run =>
    (input, caller) => {
      calls.push({ input, caller });
      return run(input, caller);
    };
  return {
    calls,
    targetPrefix: 'OvertureService',
    signingName: 'directconnect',
    namespace: 'com.amazonaws.directconnect',
    timestampMembers: new Set(['loaIssueTime', 'routeInstalledAt', 'startTime', 'endTime']),
    blobMembers: new Set(['loaContent']),
    operations: new Map([
      operation('DescribeConnections', noted(describe)),
      operation(
        'DescribeLocations',
        noted(() => ({ output: { locations: [] } })),
      ),
      operation('CreateConnection', noted(create), requireName),
      operation(
        'DescribeLoa',
        noted(() => ({ output: { loaContent: 'JVBERi0=', loaContentType: 'application/pdf' } })),
      ),
      operation(
        'TagResource',
        noted(() => ({ fault: { code: 'TooManyTagsException' } })),
      ),
      operation('DeleteConnection', noted(refuse)),
      operation(
        'DeleteLag',
        noted(() => Promise.reject(new Error('secret cause'))),
      ),
    ]),
  };
}

const describe: Run = () => ({ output: { connections: [] } });

const create: Run = (input, caller) => ({
  output: {
    ownerAccount: caller.account,
    connectionId: 'dxcon-ffffffff',
    connectionName: input['connectionName'],
    region: caller.region,
    loaIssueTime: 1491568964.5,
    vlan: undefined,
    jumboFrameCapable: false,
    tags: input['tags'] ?? [],
  },
});

const refuse: Run = () => ({
  fault: {
    code: 'DirectConnectClientException',
    message: 'Could not find Connection with ID dxcon-fgxxxxxx — ça',
  },
});

const requireName: Validate = (input) => {
  const name = input['connectionName'];
  if (name === undefined)
    return { kind: 'constraint', member: 'connectionName', message: 'connectionName is required.' };
  if (typeof name !== 'string')
    return { kind: 'type', member: 'connectionName', message: 'connectionName must be a string.' };
  return undefined;
};

export interface Lab {
  readonly port: number;
  readonly url: string;
  readonly calls: ReturnType<typeof fakeService>['calls'];
  readonly metrics: RequestMetric[];
  readonly logged: object[];
  readonly stop: (deadlineMs?: number) => Promise<number>;
}

type LabOptions = Partial<WireOptions> & { readonly keys?: Record<string, KeyRecord> };

/** The handler over the fake service, and what it did. */
export function fakeHandler({ keys = {}, ...options }: LabOptions = {}, service = fakeService()) {
  const metrics: RequestMetric[] = [];
  const logged: object[] = [];
  const handler = createHandler(service, {
    mode: 'open',
    credentials: { find: (id) => keys[id] },
    defaultAccount: '123456789012',
    defaultRegion: 'us-east-1',
    regionAnswers: (region) => /^[a-z]{2}-[a-z]+-\d$/.test(region),
    now: () => NOW,
    serviceNow: () => NOW,
    onRequest: (metric) => metrics.push(metric),
    log: { error: (details) => logged.push(details) },
    mounts: [],
    behindProxy: false,
    bodyLimitBytes: 1024 * 1024,
    ...options,
  });
  return { handler, calls: service.calls, metrics, logged };
}

/** A server with the fake service on a free port of loopback. */
export async function startLab(
  options: LabOptions = {},
  timeouts: Partial<WireTimeouts> = {},
  service = fakeService(),
): Promise<Lab> {
  const { handler, ...seen } = fakeHandler(options, service);
  const server = createWireServer(handler, timeouts);
  const { port } = await server.listen(0, '127.0.0.1');
  return {
    ...seen,
    port,
    url: `http://127.0.0.1:${port}`,
    stop: (deadlineMs = 1000) => server.stop(deadlineMs),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A call in awsJson1.1 without a signature. */
export async function callJson(
  lab: Pick<Lab, 'url'>,
  operationName: string,
  body: string | Uint8Array<ArrayBuffer> = '{}',
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(`${lab.url}/`, body, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `OvertureService.${operationName}`,
    ...headers,
  });
}

/** A call in RPC v2 CBOR without a signature. */
export async function callCbor(
  lab: Pick<Lab, 'url'>,
  operationName: string,
  body: Uint8Array<ArrayBuffer> = new Uint8Array(),
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(`${lab.url}/service/OvertureService/operation/${operationName}`, body, {
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
    accept: 'application/cbor',
    ...headers,
  });
}

async function send(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', body, headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
}

/**
 * Sends bytes as they are and collects what comes back, piece by piece as the socket hands it out, until the
 * server closes, `pieces` have come, or `quietMs` have passed.
 */
export function sendRaw(
  port: number,
  bytes: string | Uint8Array,
  { pieces = Number.POSITIVE_INFINITY, quietMs = 1000 } = {},
): Promise<string[]> {
  return new Promise((resolve) => {
    const received: string[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const done = () => {
      socket.destroy();
      resolve(received);
    };
    const quiet = setTimeout(done, quietMs);
    socket.on('data', (chunk) => {
      received.push(chunk.toString('latin1'));
      if (received.length >= pieces) done();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(quiet);
      done();
    });
  });
}
