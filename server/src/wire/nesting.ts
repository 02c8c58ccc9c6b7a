/** No modelled input is deeper than six: recursion over an accepted one is safe everywhere, stringify included. */
const DEPTH_MAX = 32;

/**
 * Refuses a decoded body that is nested deeper than any input of a model may be. Unknown members count too: they
 * are ignored later, but were they written to a log or an audit record, ten thousand levels would end the stack.
 *
 * @throws RangeError
 */
export function checkNesting(value: unknown): void {
  if (typeof value === 'object' && value !== null) descend(value, 1);
}

function descend(value: object, depth: number): void {
  if (depth > DEPTH_MAX) throw new RangeError(`nested deeper than ${DEPTH_MAX} levels`);
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const member of members) {
    // Most members are text: looking here saves a call each.
    if (typeof member === 'object' && member !== null) descend(member, depth + 1);
  }
}
