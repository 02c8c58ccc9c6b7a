import { type Refusal, refuse } from './refusal.ts';

/** How long the first answer of a client token is given again: 24 h (GUESS, fidelity 11.2b). */
export const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1_000;

/** The first call with a token. */
export interface FirstCall {
  /** Digest of its parameters. */
  readonly parameters: string;
  readonly answer: string;
  /** When the token may be used anew, in epoch milliseconds. */
  readonly dueAt: number;
}

/**
 * The answer to repeat, or undefined where the call is the first with its token. The same token with other
 * parameters is refused.
 */
export function repeated(
  first: FirstCall | undefined,
  parameters: string,
  now: number,
): { readonly answer: string } | Refusal | undefined {
  if (first === undefined || first.dueAt <= now) return undefined;
  if (first.parameters === parameters) return { answer: first.answer };
  // Own text (GUESS, fidelity 11.2b).
  return refuse('clientToken was already used with other parameters');
}
