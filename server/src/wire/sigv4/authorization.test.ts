import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WireFault } from '../faults.ts';
import { parseAuthorization } from './authorization.ts';
import { checkSigningTime, readSigningTime } from './signing-time.ts';

function verdict(text: string): unknown {
  try {
    parseAuthorization(text);
    return 'parsed';
  } catch (error) {
    return error;
  }
}

const SIGNATURE = '0123456789abcdef'.repeat(4);
const header = (parts: string) => `AWS4-HMAC-SHA256 ${parts}`;
const CREDENTIAL = 'Credential=AKID/20260102/us-east-1/directconnect/aws4_request';

describe('Authorization', () => {
  test.each([
    ['as SDKs write it', `${CREDENTIAL}, SignedHeaders=host;x-amz-date, Signature=${SIGNATURE}`],
    ['without blanks', `${CREDENTIAL},SignedHeaders=host;x-amz-date,Signature=${SIGNATURE}`],
    ['in another order', `Signature=${SIGNATURE},  SignedHeaders=host;x-amz-date,  ${CREDENTIAL}`],
  ])('%s', (_, parts) => {
    expect(parseAuthorization(header(parts))).toEqual({
      accessKeyId: 'AKID',
      date: '20260102',
      region: 'us-east-1',
      service: 'directconnect',
      scope: '20260102/us-east-1/directconnect/aws4_request',
      signedHeaders: ['host', 'x-amz-date'],
      signature: SIGNATURE,
    });
  });

  test.each([
    ['Bearer x', 'must begin with'],
    ['AWS4-HMAC-SHA256', 'must begin with'],
    ['AWS4-ECDSA-P256-SHA256 Credential=a', 'must begin with'],
    [header(`SignedHeaders=host, Signature=${SIGNATURE}`), "requires 'Credential'"],
    [header(`${CREDENTIAL}, Signature=${SIGNATURE}`), "requires 'SignedHeaders'"],
    [header(`${CREDENTIAL}, SignedHeaders=host`), "requires 'Signature'"],
    [header(`${CREDENTIAL}, SignedHeaders=host, Signature=abc`), '64 hexadecimal digits'],
    [header(`${CREDENTIAL}, SignedHeaders=host, Signature=${SIGNATURE.toUpperCase()}`), '64 hexadecimal'],
    [header(`Credential=AKID, SignedHeaders=host, Signature=${SIGNATURE}`), 'exactly 5'],
    [
      header(`Credential=AKID/20260102//directconnect/aws4_request, SignedHeaders=h, Signature=${SIGNATURE}`),
      '5',
    ],
    [header(`Credential=A/2/r/s/aws5_request, SignedHeaders=host, Signature=${SIGNATURE}`), 'exactly 5'],
    [header(`Credential=A/2/r/s/aws4_request/x, SignedHeaders=host, Signature=${SIGNATURE}`), 'exactly 5'],
  ])('%s', (text, message) => {
    expect(() => parseAuthorization(text)).toThrow(
      expect.objectContaining({
        code: 'IncompleteSignatureException',
        message: expect.stringContaining(message),
      }),
    );
  });

  test('any text is parsed or refused', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(verdict(header(text))).toSatisfy((one) => one === 'parsed' || one instanceof WireFault);
      }),
    );
  });
});

describe('the time of a signature', () => {
  const at = (text: string) => readSigningTime(new Map([['x-amz-date', text]]));
  const now = Date.UTC(2026, 0, 2, 3, 4, 5);

  test('X-Amz-Date, else Date', () => {
    expect(at('20260102T030405Z')).toEqual({ text: '20260102T030405Z', ms: now, header: 'x-amz-date' });
    expect(readSigningTime(new Map([['date', 'Fri, 02 Jan 2026 03:04:05 GMT']]))).toEqual({
      text: '20260102T030405Z',
      ms: now,
      header: 'date',
    });
  });

  test.each(['', '2026-01-02T03:04:05Z', '20261302T030405Z', '20260102T250405Z', '20260102T030405', '2026'])(
    'X-Amz-Date "%s" is no date',
    (text) => {
      expect(() => at(text)).toThrow(expect.objectContaining({ code: 'IncompleteSignatureException' }));
    },
  );

  test('no date, and a Date that is none', () => {
    for (const headers of [new Map<string, string>(), new Map([['date', 'yesterday']])]) {
      expect(() => readSigningTime(headers)).toThrow(/X-Amz-Date/);
    }
  });

  test('15 minutes either way pass, a second more does not', () => {
    checkSigningTime(at('20260102T024905Z'), now);
    checkSigningTime(at('20260102T031905Z'), now);
    expect(() => checkSigningTime(at('20260102T024904Z'), now)).toThrow(
      'Signature expired: 20260102T024904Z is now earlier than 20260102T024905Z (20260102T030405Z - 15 min.)',
    );
    expect(() => checkSigningTime(at('20260102T031906Z'), now)).toThrow(
      'Signature not yet current: 20260102T031906Z is still later than 20260102T031905Z (20260102T030405Z + 15 min.)',
    );
  });
});
