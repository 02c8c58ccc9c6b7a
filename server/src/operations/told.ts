/** A text of the caller's is told back up to this many characters: a refusal is read by people (GUESS). */
const TOLD_MAX = 200;

/** The text of a refusal, with what is too long of the texts in the input cut where it quotes them. */
export function told(message: string, input: unknown): string {
  if (message.length <= TOLD_MAX) return message;
  return textsIn(input)
    .filter((text) => text.length > TOLD_MAX)
    .reduce((so, text) => so.replaceAll(text, `${text.slice(0, TOLD_MAX).toWellFormed()}…`), message);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
