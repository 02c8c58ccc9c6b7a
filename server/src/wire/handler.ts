import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendFault, sendNotFound, sendOutput } from './answer.ts';
import { announcesMore, readBody } from './body.ts';
import type { Call } from './call.ts';
import { FAULTS, type FaultCode, isFaultCode, WireFault } from './faults.ts';
import { readHeaders } from './headers.ts';
import { climb, type Wire } from './ladder.ts';
import type { Codec } from './protocols/protocol.ts';
import { routerOf } from './route.ts';
import type { RequestMetric, WireOptions, WireService } from './service.ts';
import { serveMount } from './serve-mount.ts';
import { SigningKeys } from './sigv4/signing-keys.ts';

/** @param goOn tells a client that waits for it to send the body; absent where it does not wait */
export type WireHandler = (req: IncomingMessage, res: ServerResponse, goOn?: () => void) => void;

/** Serves everything that comes in on the port: calls of the API here, the rest by the mounts. */
export function createHandler(service: WireService, options: WireOptions): WireHandler {
  const routeOf = routerOf(service);
  const wire: Wire = { service, options, keys: new SigningKeys() };
  return (req, res, goOn) => {
    const [path, query] = splitUrl(req.url ?? '/');
    const method = req.method ?? '';
    const headers = readHeaders(req.rawHeaders);
    const route = routeOf(method, path, headers);
    if (route?.operation === undefined) {
      const mount = options.mounts.find((candidate) => candidate.matches(path, method, headers));
      if (mount !== undefined) {
        goOn?.();
        return void serveMount(mount, req, res, options.log);
      }
      if (route === undefined) return sendNotFound(req, res, service.targetPrefix);
    }
    if (!announcesMore(req, options.bodyLimitBytes)) goOn?.();
    void serve(wire, { ...route, req, res, path, query, headers, requestId: randomUUID() });
  };
}

/** Serves one call to its end and counts it. Never rejects: there is nobody to hear it. */
async function serve(wire: Wire, call: Call): Promise<void> {
  const started = performance.now();
  try {
    const result = await answer(wire, call);
    wire.options.onRequest({
      operation: call.operation?.name ?? 'unknown',
      protocol: call.protocol.name,
      ...result,
      seconds: (performance.now() - started) / 1000,
    });
  } catch (error) {
    logFailure(wire, call, error);
    call.res.destroy();
  }
}

type Result = Pick<RequestMetric, 'outcome' | 'status'>;

async function answer(wire: Wire, call: Call): Promise<Result> {
  const body = await readBody(call.req, wire.options.bodyLimitBytes);
  if (body === 'aborted') return { outcome: 'aborted', status: 0 };
  const codec = await call.protocol.codec();
  try {
    const outcome = await climb(wire, call, body, codec);
    if ('fault' in outcome) return refuse(call, codec, known(outcome.fault.code), outcome.fault.message);
    sendOutput(call, codec, outcome.output);
    return { outcome: 'ok', status: 200 };
  } catch (error) {
    if (error instanceof WireFault) return refuse(call, codec, error.code, error.message);
    logFailure(wire, call, error);
    return refuse(call, codec, 'DirectConnectServerException');
  }
}

function refuse(call: Call, codec: Codec, code: FaultCode, message?: string): Result {
  sendFault(call, codec, code, message);
  return { outcome: code, status: FAULTS[code].status };
}

/** @throws Error for a code that no client could have been told of */
function known(code: string): FaultCode {
  if (isFaultCode(code)) return code;
  throw new Error(`the fault ${code} is not in the catalogue`);
}

function logFailure({ options }: Wire, { requestId, operation }: Call, error: unknown): void {
  options.log.error({ err: error, requestId, operation: operation?.name }, 'A request failed');
}

function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}
