import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { WireFault } from '../faults.ts';
import type { Authorization } from './authorization.ts';
import { type CanonicalInput, canonicalRequest } from './canonical.ts';
import type { SigningTime } from './signing-time.ts';

/** A request with its body, as it came. */
export interface SignedRequest extends Omit<CanonicalInput, 'signedHeaders' | 'payloadHash'> {
  readonly body: Uint8Array;
}

/** Headers that change what a call means or whose it is: present, they must be covered. Host always. */
const COVERED = ['x-amz-target', 'x-amz-security-token'];

/**
 * Checks that the signature covers what matters, that the body is the one that was signed, and the signature
 * itself, in constant time.
 *
 * @throws WireFault InvalidSignatureException
 */
export function verifySignature(
  request: SignedRequest,
  authorization: Authorization,
  time: SigningTime,
  key: KeyObject,
): void {
  checkCovered(request, authorization, time);
  const payloadHash = hash('sha256', request.body, 'hex');
  checkClaimedHash(request.headers.get('x-amz-content-sha256'), payloadHash);
  const expected = expectedSignature(request, authorization, time, key, payloadHash);
  if (!timingSafeEqual(expected, Buffer.from(authorization.signature, 'hex'))) {
    throw new WireFault('InvalidSignatureException');
  }
}

function expectedSignature(
  request: SignedRequest,
  { signedHeaders, scope }: Authorization,
  time: SigningTime,
  key: KeyObject,
  payloadHash: string,
): Buffer {
  const canonical = canonicalOrRefused({ ...request, signedHeaders, payloadHash });
  const digest = hash('sha256', Buffer.from(canonical, 'latin1'), 'hex');
  return createHmac('sha256', key).update(`AWS4-HMAC-SHA256\n${time.text}\n${scope}\n${digest}`).digest();
}

function canonicalOrRefused(input: CanonicalInput): string {
  try {
    return canonicalRequest(input);
  } catch {
    throw invalid('The query of the request has a broken percent escape.');
  }
}

/** Texts: general AWS for Host, by analogy for the others (GUESS). */
function checkCovered(
  { headers }: SignedRequest,
  { signedHeaders }: Authorization,
  { header }: SigningTime,
): void {
  if (!signedHeaders.includes('host')) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const name of [header, ...COVERED]) {
    if (headers.has(name) && !signedHeaders.includes(name)) {
      throw invalid(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
}

/** Clients may send the hash of their body; it is compared, never believed. UNSIGNED-PAYLOAD is no hash (GUESS). */
function checkClaimedHash(claimed: string | undefined, actual: string): void {
  if (claimed !== undefined && claimed !== actual) {
    throw invalid("The 'x-amz-content-sha256' header is not the SHA-256 of the request's body.");
  }
}

const invalid = (message: string) => new WireFault('InvalidSignatureException', message);
