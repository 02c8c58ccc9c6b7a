import { describe, expect, test } from 'vitest';
import { checkDecoded } from './decoded.ts';

const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

describe('what is refused before the model is asked', () => {
  test.each<readonly [string, unknown, string]>([
    ['33 levels', nested(33), 'deeper than 32'],
    ['a NUL', { name: 'a\0b' }, 'NUL'],
    ['a NUL, deep down', { tags: [{ key: 'a', value: '\0' }] }, 'NUL'],
    ['half of a surrogate pair', { name: 'a\uD83D' }, 'surrogate'],
    ['a pair the wrong way round', { names: ['\uDE00\uD83D'] }, 'surrogate'],
  ])('%s', (_, value, message) => {
    expect(() => checkDecoded(value)).toThrow(message);
  });
});

test('32 levels, any other character and whatever is no text pass', () => {
  for (const value of [
    nested(32),
    { a: '😀\u0001\uFFFD\u{10FFFF}' },
    { a: null, b: 1, c: [true] },
    null,
    1,
  ]) {
    expect(() => checkDecoded(value)).not.toThrow();
  }
});
