/** A list of texts as a column holds it. */
export function textsIn(json: string): readonly string[] {
  return JSON.parse(json) as readonly string[];
}
