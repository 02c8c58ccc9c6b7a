/**
 * `text` with what stands between `<!-- name:begin -->` and `<!-- name:end -->` replaced by `lines`; unchanged when it
 * has no such markers.
 */
export function between(text: string, name: string, lines: readonly string[]): string {
  const opening = `<!-- ${name}:begin -->`;
  const begin = text.indexOf(opening);
  const end = text.indexOf(`<!-- ${name}:end -->`);
  if (begin < 0 || end < begin) return text;
  return [text.slice(0, begin) + opening, '', ...lines, '', text.slice(end)].join('\n');
}
