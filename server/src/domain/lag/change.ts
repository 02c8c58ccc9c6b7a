import { type Refusal, refuse } from '../refusal.ts';

/**
 * The members that a LAG needs to be up: 0 to as many as it has, so only 0 on an empty one (guesses #31). The minimum that it
 * has is nothing to change (guesses #51): its last member may have left it behind.
 */
export function checkMinimumLinks(
  minimumLinks: number | undefined,
  current: number,
  members: number,
): Refusal | undefined {
  if (minimumLinks === undefined || minimumLinks === current) return undefined;
  // Text unknown (GUESS #31).
  if (minimumLinks < 0) return refuse(`MinimumLinks ${minimumLinks} is not valid: 0 to ${members}`);
  if (minimumLinks <= members) return undefined;
  // Contains `MinimumLinks cannot be set higher than the number of connections` [ANS]; the rest is a GUESS.
  return refuse(`MinimumLinks cannot be set higher than the number of connections: ${members}`);
}

/** What lives on a LAG. */
export interface Carried {
  readonly virtualInterfaces: number;
  readonly hostedConnections: number;
}

/** A LAG with living virtual interfaces or hosted connections stays [M]; members do not hold it (guesses #30). */
export function checkDeletion(id: string, carried: Carried): Refusal | undefined {
  if (carried.virtualInterfaces > 0) {
    // Contains `until its Virtual Interfaces are deleted` [ANS]; the rest is a GUESS.
    return refuse(`Lag ${id} cannot be deleted until its Virtual Interfaces are deleted`);
  }
  // Refused [M]; the text is a GUESS.
  if (carried.hostedConnections > 0)
    return refuse(`Lag ${id} cannot be deleted until its hosted connections are deleted`);
  return undefined;
}
