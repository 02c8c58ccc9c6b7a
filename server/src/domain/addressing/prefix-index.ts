import type { Address } from './address.ts';
import { networkOf, type Prefix } from './prefix.ts';

/** Values by prefix, found by what a prefix or an address lies in: one look per length that occurs, however many there are. */
export interface PrefixIndex<T> {
  /** Values of the prefixes that contain this one or are equal to it, of the longest first. */
  covering(prefix: Prefix): readonly T[];
  /** Value of the longest of these; undefined when there is none. */
  longest(prefix: Prefix): T | undefined;
}

/** An index of such entries; of two with one prefix the last counts. */
export function indexPrefixes<T>(entries: Iterable<readonly [Prefix, T]>): PrefixIndex<T> {
  const families = {
    ipv4: new Map<number, Map<string | number, T>>(),
    ipv6: new Map<number, Map<string | number, T>>(),
  };
  for (const [prefix, value] of entries) {
    const lengths = families[prefix.family];
    const ofLength = lengths.get(prefix.length) ?? new Map<string | number, T>();
    lengths.set(prefix.length, ofLength.set(keyOf(networkOf(prefix)), value));
  }
  const longestFirst = {
    ipv4: [...families.ipv4].toSorted(([one], [other]) => other - one),
    ipv6: [...families.ipv6].toSorted(([one], [other]) => other - one),
  };
  function* found(prefix: Prefix): Generator<T> {
    for (const [length, values] of longestFirst[prefix.family]) {
      if (length > prefix.length) continue;
      const key = keyOf(networkOf({ ...prefix, length }));
      if (values.has(key)) yield values.get(key) as T;
    }
  }
  return {
    covering: (prefix) => [...found(prefix)],
    longest: (prefix) => found(prefix).next().value as T | undefined,
  };
}

/** A key for maps: of IPv4 the word itself. */
function keyOf({ family, a, b, c, d }: Address): string | number {
  return family === 'ipv4' ? a : `${a}.${b}.${c}.${d}`;
}
