import { cbor } from '@smithy/core/cbor';
import { SERVICE } from '../../src/model/operations.gen.ts';

/** Who calls, and in which protocol. */
export interface QuickCaller {
  readonly account: string;
  readonly region: string;
  readonly protocol?: 'json' | 'cbor';
}

/** What came back, whatever it is. */
export interface QuickAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
  /** The body, where it is what the protocol says; else undefined. */
  readonly body: Record<string, unknown> | undefined;
  /** `__type` of a fault, without its namespace; undefined for a success. */
  readonly fault: string | undefined;
  readonly message: string;
}

/**
 * A call for suites that make thousands: nothing is thrown, and nothing is signed, since a server in the mode `open`
 * takes an unregistered key at its word.
 *
 * @param input an object, or the body that is sent as it is
 */
export async function quickCall(
  endpoint: string,
  { account, region, protocol = 'json' }: QuickCaller,
  operation: string,
  input: object | string,
): Promise<QuickAnswer> {
  const scope = `${account}/20260101/${region}/${SERVICE.signingName}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  const { path, headers, encode, decode } = protocol === 'json' ? IN_JSON : IN_CBOR;
  const response = await fetch(endpoint + path(operation), {
    method: 'POST',
    headers: { authorization, ...headers(operation) },
    body: typeof input === 'string' ? input : encode(input),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = decoded(decode, bytes);
  const { __type, message = '' } = (body ?? {}) as { __type?: string; message?: string };
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    text: Buffer.from(bytes).toString(),
    body,
    fault: __type?.replace(/^.*#/, ''),
    message,
  };
}

interface Spoken {
  readonly path: (operation: string) => string;
  readonly headers: (operation: string) => Record<string, string>;
  readonly encode: (input: object) => string | Uint8Array<ArrayBuffer>;
  readonly decode: (bytes: Uint8Array) => unknown;
}

const IN_JSON: Spoken = {
  path: () => '/',
  headers: (operation) => ({
    'content-type': `application/x-amz-json-${SERVICE.jsonVersion}`,
    'x-amz-target': `${SERVICE.targetPrefix}.${operation}`,
  }),
  encode: (input) => JSON.stringify(input),
  decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()),
};

const IN_CBOR: Spoken = {
  path: (operation) => `/service/${SERVICE.targetPrefix}/operation/${operation}`,
  headers: () => ({ 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' }),
  encode: (input) => new Uint8Array(cbor.serialize(input)),
  decode: (bytes) => cbor.deserialize(bytes),
};

function decoded(decode: Spoken['decode'], bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    return decode(bytes) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Does something with each, so many at a time, and answers in the order of the items. */
export async function inParallel<T, R>(
  items: readonly T[],
  perform: (item: T) => Promise<R>,
  atOnce = 16,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await perform(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
