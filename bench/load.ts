import { Buffer } from 'node:buffer';
import { connect, type Socket } from 'node:net';

/** What is sent on kept connections: the same bytes again and again, or each time others. */
export interface LoadPlan {
  readonly port: number;
  readonly clients: number;
  readonly seconds: number;
  readonly request: Buffer | (() => Buffer);
}

/** What a run saw: answers a second, and how long they took, in milliseconds. */
export interface LoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
}

/** The bytes of a signed-looking call: in the lab an unregistered key is its account, and is not verified. */
export function apiRequest(port: number, operation: string, input: object, account = '111111111111'): Buffer {
  const body = Buffer.from(JSON.stringify(input));
  const scope = `${account}/20260101/us-east-1/directconnect/aws4_request`;
  const head = [
    'POST / HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    'content-type: application/x-amz-json-1.1',
    `x-amz-target: OvertureService.${operation}`,
    'x-amz-date: 20260101T000000Z',
    `authorization: AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** Keeps `clients` requests in flight for `seconds`; a peer that closes its connections gets new ones. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const times: number[] = [];
  let failures = 0;
  const end = performance.now() + plan.seconds * 1_000;
  const told = (ms: number, ok: boolean) => {
    times.push(ms);
    if (!ok) failures += 1;
  };
  await Promise.all(Array.from({ length: plan.clients }, () => client(plan, end, told)));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / plan.seconds, p50: at(0.5), p99: at(0.99), failures };
}

/** A bench must not wait for ever for a peer that hangs. */
const PATIENCE_MS = 20_000;

type Told = (ms: number, ok: boolean) => void;

async function client(plan: LoadPlan, end: number, told: Told): Promise<void> {
  while (performance.now() < end) await session(plan, end, told);
}

/** One connection, until the time is over or the peer closes it. */
function session(plan: LoadPlan, end: number, told: Told): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(plan.port, '127.0.0.1');
    let sentAt = 0;
    let seen = '';
    const send = () => {
      seen = '';
      sentAt = performance.now();
      socket.write(typeof plan.request === 'function' ? plan.request() : plan.request);
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      seen += chunk.toString('latin1');
      const status = complete(seen);
      if (status === undefined) return;
      told(performance.now() - sentAt, status === 200);
      // A peer that closes after each answer (moto) gets a new connection for the next request.
      if (performance.now() < end && !/\r\nconnection: *close/i.test(seen)) send();
      else socket.destroy();
    });
    socket.on('close', () => resolve());
    socket.setTimeout(PATIENCE_MS, () => {
      socket.destroy(new Error(`the server on port ${plan.port} has not answered for ${PATIENCE_MS} ms`));
    });
    socket.on('error', reject);
  });
}

/** The status of a complete answer, or undefined while bytes are missing. */
function complete(seen: string): number | undefined {
  const head = seen.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(seen.slice(0, head + 2))?.[1];
  if (length === undefined || seen.length < head + 4 + Number(length)) return undefined;
  return Number(seen.slice(9, 12));
}
