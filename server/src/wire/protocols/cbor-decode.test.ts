import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCbor } from './cbor-decode.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const repeat = (text: string, times: number) => hex(text.repeat(times));

describe('what announces more than it brings is refused at once', () => {
  test.each([
    ['an array of 30 million', hex('9a 01c9c380')],
    ['such arrays in each other', repeat('9a01c9c380', 200)],
    ['a map of 30 million', hex('ba 01c9c380')],
    ['a string of 4 GiB', hex('7a ffffffff')],
    ['a byte string of 2^63', hex('5b 8000000000000000')],
    ['a bignum of 1 MiB', Buffer.concat([hex('c2 5a 00100000'), Buffer.alloc(1 << 20, 255)])],
    ['100,000 arrays in each other', Buffer.alloc(100_000, 0x81)],
    ['100,000 indefinite arrays in each other', Buffer.alloc(100_000, 0x9f)],
    ['100,000 tags in each other', Buffer.alloc(100_000, 0xc1)],
    ['indefinite strings in each other', Buffer.alloc(100_000, 0x7f)],
    ['an indefinite string without its end', hex('7f 61 61')],
    ['an indefinite string with a number in it', hex('7f 01 ff')],
    ['an indefinite string with bytes in it', hex('7f 41 61 ff')],
    ['a chunk that is not UTF-8', hex('7f 62 c328 ff')],
    ['a break on its own', hex('ff')],
    ['a simple value', hex('e0')],
    ['nothing', hex('')],
  ])('%s', (_, bytes) => {
    const started = performance.now();
    const memory = process.memoryUsage().rss;
    expect(() => decodeCbor(bytes)).toThrow(Error);
    expect(performance.now() - started).toBeLessThan(500);
    expect(process.memoryUsage().rss - memory).toBeLessThan(64e6);
  });
});

describe('nesting', () => {
  const TEXT = 'nested deeper than 32 levels';

  test.each([
    ['arrays', Buffer.concat([Buffer.alloc(33, 0x81), hex('01')])],
    ['maps', Buffer.concat([Buffer.from('a16161'.repeat(33), 'hex'), hex('01')])],
    ['indefinite arrays', Buffer.concat([Buffer.alloc(33, 0x9f), hex('01'), Buffer.alloc(33, 0xff)])],
    ['5,000 arrays', Buffer.concat([Buffer.alloc(5000, 0x81), hex('01')])],
    ['tags', Buffer.concat([Buffer.alloc(100_000, 0xc1), hex('01')])],
  ])('is bounded: %s', (_, bytes) => expect(() => decodeCbor(bytes)).toThrow(TEXT));

  test.each([
    ['32 arrays', Buffer.concat([Buffer.alloc(32, 0x81), hex('c1 01')])],
    ['32 indefinite arrays', Buffer.concat([Buffer.alloc(32, 0x9f), hex('01'), Buffer.alloc(32, 0xff)])],
    [
      'a hundred beside each other',
      Buffer.concat([hex('98 64'), Buffer.from('a1616181f6'.repeat(100), 'hex')]),
    ],
    [
      'a hundred that are empty',
      Buffer.concat([hex('98 64'), Buffer.from('809fffa0bfff'.repeat(20), 'hex'), Buffer.alloc(20, 0x80)]),
    ],
  ])('is read: %s', (_, bytes) => expect(() => decodeCbor(bytes)).not.toThrow());
});

test('__proto__ is a member like any other', () => {
  const decoded = decodeCbor(hex('a1 69 5f5f70726f746f5f5f a1 61 61 01')) as object;
  expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
  expect(Object.keys(decoded)).toEqual(['__proto__']);
});

test('text with a replacement character of its own is text', () => {
  for (const text of ['\ufffd', `${'a'.repeat(30)}\ufffd`, `${'ä\ufffd'.repeat(200)}`]) {
    expect(decodeCbor(encode({ text }))).toEqual({ text });
  }
});

test('random bytes decode or throw an Error, nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(verdict(bytes)).toSatisfy((one) => one === 'decoded' || one instanceof Error);
    }),
    { numRuns: 2000 },
  );
});

test('what JSON can say comes back the same', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value: unknown = JSON.parse(text);
      fc.pre(!hasNegativeZero(value));
      expect(decodeCbor(encode(value))).toEqual(value);
    }),
  );
});

function verdict(bytes: Uint8Array): unknown {
  try {
    decodeCbor(bytes);
    return 'decoded';
  } catch (error) {
    return error;
  }
}

/** CBOR's integers have no -0. */
function hasNegativeZero(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasNegativeZero);
  return Object.is(value, -0);
}
