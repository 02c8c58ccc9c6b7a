import { cbor } from '@smithy/core/cbor';
import { SERVICE } from '../../src/model/operations.gen.ts';
import type { OperationName, OperationTypes } from '../../src/model/types.gen.ts';
import { oracleSigned } from '../../src/wire/sigv4/oracle.testing.ts';

/** Who calls, and how. */
export interface CallOptions {
  /** 12 digits: the account. Or a registered access key, with its secret. */
  readonly account?: string;
  readonly region?: string;
  readonly protocol?: 'json' | 'cbor';
  readonly secret?: string;
}

export const DEFAULT_ACCOUNT = '123456789012';
export const DEFAULT_REGION = 'us-east-1';

/** A fault on the wire, in the form of the SDK's errors. */
class CallFault extends Error {
  readonly status: number;

  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/**
 * Calls an operation as a signed client would; the official SDK lacks ten of them. In both protocols timestamps come
 * back as epoch seconds and blobs as base64.
 *
 * @throws CallFault what the service refuses: `name` is its code
 */
export async function signedCall<N extends OperationName>(
  endpoint: string,
  operation: N,
  input: OperationTypes[N]['input'],
  options: CallOptions = {},
): Promise<OperationTypes[N]['output']> {
  const codec = options.protocol === 'cbor' ? CBOR : JSON_1_1;
  const request = { ...codec.request(operation, input), method: 'POST' };
  const headers = await signed(endpoint, request, options);
  const response = await fetch(endpoint + request.path, { method: 'POST', headers, body: request.body });
  const answer = codec.read(new Uint8Array(await response.arrayBuffer()));
  if (response.ok) return answer as OperationTypes[N]['output'];
  const { __type = 'none', message = '' } = answer as { __type?: string; message?: string };
  throw new CallFault(__type.replace(/^.*#/, ''), message, response.status);
}

function signed(
  endpoint: string,
  { headers, ...request }: Request & { method: string },
  options: CallOptions,
) {
  const { account = DEFAULT_ACCOUNT, region = DEFAULT_REGION, secret = 'test' } = options;
  return oracleSigned({ ...request, headers: { host: new URL(endpoint).host, ...headers } }, new Date(), {
    accessKeyId: account,
    secretAccessKey: secret,
    region,
    service: SERVICE.signingName,
  });
}

interface Request {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

interface Codec {
  readonly request: (operation: string, input: object) => Request;
  readonly read: (bytes: Uint8Array) => unknown;
}

const JSON_1_1: Codec = {
  request: (operation, input) => ({
    path: '/',
    headers: {
      'content-type': `application/x-amz-json-${SERVICE.jsonVersion}`,
      'x-amz-target': `${SERVICE.targetPrefix}.${operation}`,
    },
    body: JSON.stringify(input),
  }),
  read: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as unknown,
};

const CBOR: Codec = {
  request: (operation, input) => ({
    path: `/service/${SERVICE.targetPrefix}/operation/${operation}`,
    headers: {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      accept: 'application/cbor',
    },
    body: new Uint8Array(cbor.serialize(input)),
  }),
  read: (bytes) => plain(cbor.deserialize(bytes)),
};

/** Tag 1 (epoch seconds) and byte strings as JSON has them. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if ('tag' in value && 'value' in value && value.tag === 1) return value.value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
