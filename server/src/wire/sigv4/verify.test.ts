import { createHash, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Headers, readHeaders } from '../headers.ts';
import { parseAuthorization } from './authorization.ts';
import { EXAMPLE, type OracleRequest, oracleSigned } from './oracle.testing.ts';
import { SigningKeys } from './signing-keys.ts';
import { readSigningTime } from './signing-time.ts';
import { type SignedRequest, verifySignature } from './verify.ts';

/** The moment of the published examples. */
const AT = new Date('2015-08-30T12:36:00Z');
const keys = new SigningKeys();

/** Header lines as node:http hands them over: bytes, one character each. */
const received = (headers: Record<string, string>): Headers =>
  readHeaders(
    Object.entries(headers).flatMap(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  );

function verify(request: SignedRequest, secret = EXAMPLE.secretAccessKey): void {
  const authorization = parseAuthorization(request.headers.get('authorization') ?? '');
  verifySignature(request, authorization, readSigningTime(request.headers), keys.get(secret, authorization));
}

/** `verified`, or what it was refused with. */
function verdict(request: SignedRequest): unknown {
  try {
    verify(request);
    return 'verified';
  } catch (error) {
    return error;
  }
}

async function signed(request: OracleRequest, query = '', checksum = false): Promise<SignedRequest> {
  const headers = await oracleSigned(request, AT, EXAMPLE, { checksum });
  return {
    method: request.method,
    path: request.path,
    query,
    headers: received(headers),
    body: Buffer.from(request.body ?? ''),
  };
}

const host = { host: 'example.amazonaws.com' };

describe('requests signed by @smithy/signature-v4 are verified', () => {
  const cases: [string, OracleRequest, string?][] = [
    ['get-vanilla', { method: 'GET', path: '/', headers: host }],
    ['get-vanilla-query', { method: 'GET', path: '/', headers: host, query: { Param1: 'v' } }, 'Param1=v'],
    [
      'get-vanilla-query-order-value',
      { method: 'GET', path: '/', headers: host, query: { Param1: ['value2', 'value1'] } },
      'Param1=value2&Param1=value1',
    ],
    [
      'get-vanilla-utf8-query',
      { method: 'GET', path: '/', headers: host, query: { ሴ: 'bar' } },
      '%E1%88%B4=bar',
    ],
    [
      'get-header-value-trim',
      { method: 'GET', path: '/', headers: { ...host, 'my-header1': ' a   b   c ' } },
    ],
    [
      'get-header-value-utf8',
      { method: 'GET', path: '/', headers: { ...host, 'my-header1': 'Zürich 東京' } },
    ],
    [
      'get-header-value-order',
      { method: 'GET', path: '/', headers: { ...host, 'my-header1': 'v4,v1,v3,v2' } },
    ],
    ['get-utf8', { method: 'GET', path: '/%E1%88%B4', headers: host }],
    ['get-relative', { method: 'GET', path: '/a/../b/./c//d/', headers: host }],
    ['get-space', { method: 'GET', path: '/a%20b', headers: host }],
    ['post-vanilla', { method: 'POST', path: '/', headers: host }],
    [
      'post-x-www-form-urlencoded',
      {
        method: 'POST',
        path: '/',
        headers: { ...host, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'Param1=value1',
      },
    ],
    [
      'post-utf8-body',
      {
        method: 'POST',
        path: '/',
        headers: { ...host, 'x-amz-target': 'A.B' },
        body: '{"n":"Zürich  東京"}',
      },
    ],
  ];

  test.each(cases)('%s', async (_, request, query) => {
    for (const checksum of [false, true]) {
      expect(verdict(await signed(request, query, checksum))).toBe('verified');
    }
  });

  test('get-vanilla has its published signature', async () => {
    const request = await signed({ method: 'GET', path: '/', headers: host });
    expect(request.headers.get('authorization')).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    );
  });

  test('any body, header value and query', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    const printable = text.filter((value) => !/\p{Cc}|^\s|\s$/u.test(value));
    await fc.assert(
      fc.asyncProperty(text, printable, text, async (body, value, parameter) => {
        const request = { method: 'POST', path: '/', headers: { ...host, 'x-value': value }, body };
        const sent = await signed(
          { ...request, query: { q: parameter } },
          `q=${encodeURIComponent(parameter)}`,
        );
        expect(verdict(sent)).toBe('verified');
      }),
      { numRuns: 200 },
    );
  });
});

describe('whatever is changed after signing is noticed', () => {
  const original = () =>
    signed(
      {
        method: 'POST',
        path: '/',
        headers: { ...host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'A.B' },
        body: '{"a":1}',
      },
      '',
      true,
    );
  const withHeader = (request: SignedRequest, name: string, value: string) => ({
    ...request,
    headers: new Map(request.headers).set(name, value),
  });
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  const changes: [string, (request: SignedRequest) => SignedRequest][] = [
    ['the method', (request) => ({ ...request, method: 'PUT' })],
    ['the path', (request) => ({ ...request, path: '/x' })],
    ['the query', (request) => ({ ...request, query: 'a=b' })],
    ['a byte of the body', (request) => ({ ...request, body: Buffer.from('{"a":2}') })],
    [
      'the body and its claimed hash',
      (request) =>
        withHeader({ ...request, body: Buffer.from('{"a":2}') }, 'x-amz-content-sha256', sha256('{"a":2}')),
    ],
    ['the claimed hash', (request) => withHeader(request, 'x-amz-content-sha256', 'UNSIGNED-PAYLOAD')],
    ['the host', (request) => withHeader(request, 'host', 'evil.example')],
    ['the target', (request) => withHeader(request, 'x-amz-target', 'A.C')],
    ['the date', (request) => withHeader(request, 'x-amz-date', '20150830T123601Z')],
    ['an unsigned token put in', (request) => withHeader(request, 'x-amz-security-token', 't')],
    [
      'a digit of the signature',
      (request) =>
        withHeader(
          request,
          'authorization',
          (request.headers.get('authorization') ?? '').replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
        ),
    ],
    [
      'the list of signed headers',
      (request) =>
        withHeader(
          request,
          'authorization',
          (request.headers.get('authorization') ?? '').replace('content-type;', ''),
        ),
    ],
  ];

  test('as it was signed it passes', async () => {
    expect(verdict(await original())).toBe('verified');
  });

  test.each(changes)('%s', async (_, change) => {
    const request = change(await original());
    expect(() => verify(request)).toThrow(expect.objectContaining({ code: 'InvalidSignatureException' }));
  });

  test('another secret', async () => {
    const request = await original();
    expect(() => verify(request, 'another')).toThrow(
      expect.objectContaining({ code: 'InvalidSignatureException' }),
    );
  });

  test.each(['host', 'x-amz-date', 'x-amz-target'])(
    'a signature that does not cover %s says so',
    async (name) => {
      const request = await original();
      const header = (request.headers.get('authorization') ?? '').replace(new RegExp(`\\b${name};?`), '');
      expect(() => verify(withHeader(request, 'authorization', header.replace(';,', ',')))).toThrow(
        /must be a 'SignedHeader'/,
      );
    },
  );
});

describe('signing keys', () => {
  const credential = (region: string) =>
    parseAuthorization(
      `AWS4-HMAC-SHA256 Credential=AKID/20150830/${region}/service/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    );

  test('the same is made once, the least recently used is forgotten', () => {
    const some = new SigningKeys(2);
    const first = some.get('s', credential('r-1'));
    some.get('s', credential('r-2'));
    expect(some.get('s', credential('r-1'))).toBe(first);
    some.get('s', credential('r-3'));
    expect(some.size).toBe(2);
    expect(some.get('s', credential('r-1'))).toBe(first);
  });

  test('a key with another secret is another key', () => {
    const some = new SigningKeys(2);
    const old = some.get('old', credential('r-1'));
    expect(some.get('new', credential('r-1')).equals(old)).toBe(false);
    expect(some.get('new', credential('r-1')).equals(createSecretKey(old.export()))).toBe(false);
    expect(some.size).toBe(1);
  });
});
