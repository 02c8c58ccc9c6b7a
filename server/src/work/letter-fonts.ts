import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Run, runsOf } from '../domain/loa/runs.ts';

/** A font that letters embed, and how to ask it. */
interface Font {
  readonly file: Uint8Array;
  readonly has: (codePoint: number) => boolean;
}

/** Latin, Greek, Cyrillic, Vietnamese, Devanagari; Han and kana; Hangul. Each one is asked for what those before lack. */
const FILES = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'chocolate-classical-sans/400Regular/ChocolateClassicalSans_400Regular.ttf',
  'gowun-dodum/400Regular/GowunDodum_400Regular.ttf',
];

/** What the fonts that every PDF reader has can show: Windows-1252. */
const STANDARD = /^[\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]*$/u;

/** How a letter's texts are shown: by a standard font where it can, else by runs of embedded ones. */
export interface Typeface {
  readonly runs: (text: string) => readonly Run[] | 'standard';
  readonly files: readonly Uint8Array[];
}

/** Reads the fonts that these texts need: most letters need none, few more than one. */
export async function typefaceFor(texts: readonly string[]): Promise<Typeface> {
  const beyond = texts.map((text) => text.normalize('NFC')).filter((text) => !STANDARD.test(text));
  const fonts: Font[] = [];
  for (const file of beyond.length === 0 ? [] : FILES) {
    fonts.push(await load(file));
    const has = fonts.map((font) => font.has);
    if (
      beyond.every((text) => Array.from(text).every((one) => has.some((it) => it(one.codePointAt(0) ?? 0))))
    )
      break;
  }
  const coverages = fonts.map(({ has }) => has);
  return {
    files: fonts.map(({ file }) => file),
    runs: (text) => (STANDARD.test(text.normalize('NFC')) ? 'standard' : runsOf(text, coverages)),
  };
}

async function load(name: string): Promise<Font> {
  const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/${name}`);
  const [file, { create }] = await Promise.all([readFile(path), import('fontkit')]);
  const font = create(file);
  return { file, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
}
