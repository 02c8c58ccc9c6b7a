/** A part of a text that one font can show. */
export interface Run {
  /** Which of the fonts. */
  readonly font: number;
  readonly text: string;
}

/** Whether a font has a code point. */
export type Coverage = (codePoint: number) => boolean;

/** Invisible: what turns or joins its neighbours has no place in a name on paper. */
const INVISIBLE = /^[\p{C}\p{Zl}\p{Zp}]$/u;

/**
 * Splits a text into what each font shows; the first that has a whole character, with its accents, shows it. What none
 * has is written as its code point, so that no two names look the same and nothing is lost (GUESS).
 *
 * @param fonts in the order of preference; the first has at least ASCII
 */
export function runsOf(text: string, fonts: readonly Coverage[]): readonly Run[] {
  const runs: { font: number; text: string }[] = [];
  for (const { segment } of new Intl.Segmenter('en').segment(text.normalize('NFC'))) {
    for (const run of shown(segment, fonts)) {
      const last = runs.at(-1);
      if (last?.font === run.font) last.text += run.text;
      else runs.push(run);
    }
  }
  return runs;
}

function shown(character: string, fonts: readonly Coverage[]): { font: number; text: string }[] {
  const whole = fontOf(character, fonts);
  if (whole !== -1) return [{ font: whole, text: character }];
  return Array.from(character, (part) => {
    const font = fontOf(part, fonts);
    return font === -1 ? { font: 0, text: codePointText(part) } : { font, text: part };
  });
}

function fontOf(text: string, fonts: readonly Coverage[]): number {
  const points = Array.from(text);
  if (points.some((point) => INVISIBLE.test(point))) return -1;
  return fonts.findIndex((has) => points.every((point) => has(point.codePointAt(0) ?? 0)));
}

/** `<U+0E17>` */
function codePointText(point: string): string {
  return `<U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
}
