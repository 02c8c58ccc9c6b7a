/** No modelled input is deeper than six: recursion over an accepted one is safe everywhere, stringify included. */
export const DEPTH_MAX = 32;

/**
 * Refuses a decoded body that is nested deeper than any input of a model may be, or has text that cannot be kept as it
 * is. Unknown members count too: they are ignored later, but were they written to a log or an audit record, ten
 * thousand levels would end the stack.
 *
 * @throws RangeError
 */
export function checkDecoded(value: unknown): void {
  if (typeof value === 'object' && value !== null) descend(value, 1);
}

export function tooDeep(): RangeError {
  return new RangeError(`nested deeper than ${DEPTH_MAX} levels`);
}

function descend(value: object, depth: number): void {
  if (depth > DEPTH_MAX) throw tooDeep();
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const member of members) {
    // Most members are text: looking here saves a call each.
    if (typeof member === 'string') checkText(member);
    else if (typeof member === 'object' && member !== null) descend(member, depth + 1);
  }
}

/**
 * PostgreSQL stores no NUL, and UTF-8 has no unpaired surrogates: two texts that differ in one would be the same once
 * they are stored. Neither makes sense in any text of this protocol (GUESS).
 */
function checkText(text: string): void {
  if (text.includes('\0')) throw new RangeError('text with a NUL character');
  if (!text.isWellFormed()) throw new RangeError('text with an unpaired surrogate');
}
