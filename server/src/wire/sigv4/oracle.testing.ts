import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** A request in the form that the library signs. */
export interface OracleRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region?: string;
  readonly service?: string;
}

/** The key pair of the published SigV4 examples. */
export const EXAMPLE: Signer = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('not needed by a signer');
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** The library, with the canonical request that it keeps to itself. */
class Oracle extends SignatureV4 {
  canonical(request: OracleRequest, headers: Record<string, string>, payloadHash: string): string {
    return this.createCanonicalRequest(libraryRequest(request), headers, payloadHash);
  }
}

function oracleOf({ region = 'us-east-1', service = 'service', ...credentials }: Signer, checksum = false) {
  return new Oracle({ credentials, region, service, sha256: Sha256, applyChecksum: checksum });
}

function libraryRequest({ method, path, query = {}, headers, body }: OracleRequest) {
  return { method, path, query, headers, body, protocol: 'http:', hostname: headers['host'] ?? '' };
}

/** The canonical request as @smithy/signature-v4 writes it. */
export function oracleCanonical(
  request: OracleRequest,
  canonicalHeaders: Record<string, string>,
  payloadHash: string,
): string {
  return oracleOf(EXAMPLE).canonical(request, canonicalHeaders, payloadHash);
}

/** The headers of the request after @smithy/signature-v4 signed it, names in lower case. */
export async function oracleSigned(
  request: OracleRequest,
  at: Date,
  signer: Signer = EXAMPLE,
  { checksum = false } = {},
): Promise<Record<string, string>> {
  const signed = await oracleOf(signer, checksum).sign(libraryRequest(request), { signingDate: at });
  return Object.fromEntries(
    Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
