/** No modelled input is deeper than six: recursion over an accepted one is safe everywhere, stringify included. */
const DEPTH_MAX = 32;

/**
 * Refuses a decoded body that is nested deeper than any input of a model may be. Unknown members count too: they
 * are ignored later, but were they written to a log or an audit record, ten thousand levels would end the stack.
 *
 * @throws RangeError
 */
export function checkNesting(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= DEPTH_MAX) throw new RangeError(`nested deeper than ${DEPTH_MAX} levels`);
  for (const member of Object.values(value)) checkNesting(member, depth + 1);
}
