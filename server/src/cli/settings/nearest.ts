const DISTANCE_MAX = 2;

/** The name that was probably meant: at most two letters away. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: distanceOf(written.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= DISTANCE_MAX ? best.name : undefined;
}

/** Half a sentence for the end of a refusal; empty when nothing is near. */
export function didYouMean(written: string, names: readonly string[], prefix = ''): string {
  const name = nearest(written, names);
  return name === undefined ? '' : `; did you mean ${prefix}${name}?`;
}

/** Levenshtein's. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const [left = 0, up = 0, corner = 0] = [next[j - 1], row[j], row[j - 1]];
      next.push(Math.min(left + 1, up + 1, corner + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
