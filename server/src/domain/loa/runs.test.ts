import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Coverage, runsOf } from './runs.ts';

const within =
  (from: number, to: number): Coverage =>
  (point) =>
    point >= from && point <= to;
const LATIN = within(0x20, 0x17f);
const HAN = within(0x20, 0x9fff);
const FONTS = [LATIN, HAN];

describe('the runs of a text', () => {
  test.each([
    ['one font', 'Śląsk', [{ font: 0, text: 'Śląsk' }]],
    [
      'the first that has it',
      'AB 株式 C',
      [
        { font: 0, text: 'AB ' },
        { font: 1, text: '株式' },
        { font: 0, text: ' C' },
      ],
    ],
    ['accents are composed', 'S\u0301', [{ font: 0, text: 'Ś' }]],
    ['an accent stays with its letter', 'x\u0301', [{ font: 1, text: 'x\u0301' }]],
    ['what no font has', 'a😀b', [{ font: 0, text: 'a<U+1F600>b' }]],
    ['what is invisible', 'a\u202e\nb', [{ font: 0, text: 'a<U+202E><U+000A>b' }]],
    ['nothing', '', []],
  ])('%s', (_, text, runs) => {
    expect(runsOf(text, FONTS)).toEqual(runs);
  });

  test('hold each character once, in order, with a font that has it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const runs = runsOf(text, FONTS);
        const read = runs
          .map((run) => run.text)
          .join('')
          .replaceAll(/<U\+([0-9A-F]+)>/g, (__, hex: string) =>
            String.fromCodePoint(Number.parseInt(hex, 16)),
          );
        expect(read).toBe(text.normalize('NFC'));
        for (const run of runs) {
          for (const point of run.text) expect(FONTS[run.font]?.(point.codePointAt(0) ?? 0)).toBe(true);
        }
      }),
    );
  });
});
