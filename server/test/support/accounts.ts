import { randomInt } from 'node:crypto';

/** An account that no other test uses: one server serves many tests. */
export function newAccount(): string {
  return String(randomInt(100_000_000_000, 999_999_999_999));
}
