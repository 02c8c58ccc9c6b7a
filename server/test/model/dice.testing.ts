/** Chance that can be had again: the same seed throws the same. */
export interface Dice {
  readonly seed: number;
  /** A whole number from 0, below `sides`. */
  below(sides: number): number;
  chance(share: number): boolean;
  /** One of them; undefined when there is none. */
  pick<T>(from: readonly T[]): T | undefined;
  /** One of several values. */
  of<T>(first: T, ...rest: readonly T[]): T;
}

/** mulberry32: small, and good enough to wander about. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (sides: number) => Math.floor(next() * sides);
  return {
    seed,
    below,
    chance: (share) => next() < share,
    pick: (from) => from[below(from.length)],
    of: (first, ...rest) => {
      const index = below(rest.length + 1);
      return index === 0 ? first : (rest[index - 1] ?? first);
    },
  };
}
