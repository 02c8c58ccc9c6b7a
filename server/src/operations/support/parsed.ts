/** The catalogue has some hundred texts; a store of an operator's own has no more. */
const KEPT_MAX = 2_000;
const kept = new Map<string, unknown>();

/**
 * The value of a JSON text that rarely changes: what a location or a device offers. Parsed once, because every order
 * reads it; whoever gets it must not change it.
 */
export function parsed(text: string): unknown {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const value: unknown = JSON.parse(text);
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(text, value);
  return value;
}
