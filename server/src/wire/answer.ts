import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call } from './call.ts';
import { FAULTS, type FaultCode } from './faults.ts';
import { lingerOnClose } from './linger.ts';
import type { Codec } from './protocols/protocol.ts';

/** Sends what an operation answered. */
export function sendOutput(call: Call, codec: Codec, output: object): void {
  send(call.res, 200, headersOf(call), codec.encode(output));
}

/**
 * Sends a fault. An empty or absent message means the catalogue's; where that has none either, the type stands
 * alone [Athena]. `Connection: close`, which recordings of the real service have on faults [ANS], is left out:
 * only a request that is not read to its end closes its connection.
 */
export function sendFault(call: Call, codec: Codec, code: FaultCode, message?: string): void {
  const type = call.protocol.typeOf(code);
  const text = message || FAULTS[code].text;
  const headers = headersOf(call);
  if (code === 'RequestEntityTooLargeException') {
    headers.push('Connection', 'close');
    lingerOnClose(call.req.socket);
  }
  send(
    call.res,
    FAULTS[code].status,
    headers,
    codec.encode(text === undefined ? { __type: type } : { __type: type, message: text }),
  );
}

/** For a person or a probe that asks for what is not here. */
export function sendNotFound(req: IncomingMessage, res: ServerResponse, targetPrefix: string): void {
  const asked = `${req.method} ${req.url}`.slice(0, 200);
  sendText(
    res,
    404,
    `Nothing is here: ${asked}\nAPI calls are POST / with X-Amz-Target: ${targetPrefix}.<Operation>, or POST /service/${targetPrefix}/operation/<Operation> in CBOR.\n`,
  );
}

/** Sends plain text, whatever a browser would rather see in it. */
export function sendText(res: ServerResponse, status: number, text: string): void {
  send(res, status, ['Content-Type', 'text/plain; charset=utf-8', 'X-Content-Type-Options', 'nosniff'], text);
}

function headersOf({ protocol, requestId }: Call): string[] {
  return [...protocol.headers, 'x-amzn-RequestId', requestId];
}

/**
 * Head and body leave in one write: with the length known, node:http keeps the head back until the body is
 * there. With two writes a client on a busy machine can see the head alone, take the connection for broken and
 * send a create again (seen with the Go SDK; fidelity 8.5).
 */
function send(res: ServerResponse, status: number, headers: string[], body: string | Uint8Array): void {
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  headers.push('Content-Length', String(bytes));
  res.writeHead(status, headers);
  res.end(body);
}
