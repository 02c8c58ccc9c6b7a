import { type AuthenticationOptions, authenticate } from './authenticate.ts';
import type { Body } from './body.ts';
import type { Call } from './call.ts';
import { checkDecoded } from './decoded.ts';
import { WireFault } from './faults.ts';
import type { Codec } from './protocols/protocol.ts';
import type { Outcome, WireOperation, WireOptions, WireService } from './service.ts';
import type { SigningKeys } from './sigv4/signing-keys.ts';
import { sourceIpOf } from './source-ip.ts';

/** What stands behind every call of one server. */
export interface Wire {
  readonly service: WireService;
  readonly options: WireOptions;
  readonly keys: SigningKeys;
}

/**
 * From bytes to an outcome. Each step may refuse, and nothing of a later one happens before: an unsigned request
 * learns nothing of what its body would have met. Method and path come before (route.ts).
 *
 * @throws WireFault what a step refuses; anything else is a failure of the server
 */
export async function climb(
  { service, options, keys }: Wire,
  call: Call,
  body: Exclude<Body, 'aborted'>,
  codec: Codec,
): Promise<Outcome> {
  // 1. Is the body of a size that is read at all?
  if (body === 'too-large') throw tooLarge(options.bodyLimitBytes);
  // 2. Is it one of our operations?
  if (call.operation === undefined) throw new WireFault('UnknownOperationException');
  // 3. Who calls, and did they sign this very request?
  const identity = await identify(call, body, service.signingName, options, keys);
  // 4. Is the body what its protocol says?
  const input = decodeInput(codec, body);
  // 5. Does it keep to the model?
  checkInput(call.operation, input);
  // 6. Only now does anything happen.
  return call.operation.run(input, {
    ...identity,
    requestId: call.requestId,
    sourceIp: sourceIpOf(call.req, options.behindProxy),
    userAgent: call.headers.get('user-agent'),
  });
}

function identify(
  { path, query, headers }: Call,
  body: Buffer,
  signingName: string,
  options: AuthenticationOptions,
  keys: SigningKeys,
) {
  return authenticate({ method: 'POST', path, query, headers, body }, signingName, options, keys);
}

/** Clients that leave the body out mean the empty object, whatever the operation (GUESS; boto3 in CBOR does). */
function decodeInput(codec: Codec, body: Buffer): object {
  if (body.length === 0) return {};
  const input = decodeBounded(codec, body);
  if (typeof input !== 'object' || input === null || Array.isArray(input) || ArrayBuffer.isView(input)) {
    throw new WireFault('SerializationException', 'The request body must be an object.');
  }
  return input;
}

function decodeBounded(codec: Codec, body: Buffer): unknown {
  try {
    const input = codec.decode(body);
    checkDecoded(input);
    return input;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WireFault('SerializationException', `The request body could not be read: ${reason}`);
  }
}

function checkInput(operation: WireOperation, input: object): void {
  const problem = operation.validate(input);
  if (problem === undefined) return;
  throw new WireFault(
    problem.kind === 'type' ? 'SerializationException' : 'DirectConnectClientException',
    problem.message,
  );
}

function tooLarge(limitBytes: number): WireFault {
  return new WireFault(
    'RequestEntityTooLargeException',
    `The request body is larger than ${limitBytes} bytes.`, // GUESS
  );
}
