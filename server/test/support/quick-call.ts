import { SERVICE } from '../../src/model/operations.gen.ts';

/** Who calls. */
export interface QuickCaller {
  readonly account: string;
  readonly region: string;
}

/** What came back, whatever it is. */
export interface QuickAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
  /** The body, where it is JSON; else undefined. */
  readonly body: Record<string, unknown> | undefined;
  /** `__type` of a fault; undefined for a success. */
  readonly fault: string | undefined;
  readonly message: string;
}

/**
 * A call in awsJson1.1 for suites that make thousands: nothing is thrown, and nothing is signed, since a server in the
 * mode `open` takes an unregistered key at its word.
 *
 * @param input an object, or the text of a body that is sent as it is
 */
export async function quickCall(
  endpoint: string,
  { account, region }: QuickCaller,
  operation: string,
  input: object | string,
): Promise<QuickAnswer> {
  const scope = `${account}/20260101/${region}/${SERVICE.signingName}/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': `application/x-amz-json-${SERVICE.jsonVersion}`,
      'x-amz-target': `${SERVICE.targetPrefix}.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
  const text = await response.text();
  const body = parsed(text);
  const { __type: fault, message = '' } = (body ?? {}) as { __type?: string; message?: string };
  const contentType = response.headers.get('content-type');
  return { status: response.status, contentType, text, body, fault, message };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
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
