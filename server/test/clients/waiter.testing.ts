import { setTimeout as sleep } from 'node:timers/promises';
import { BotoFault } from './boto.testing.ts';

/** What a Terraform resource waits for: these states on the way, and one of those at the end. */
export interface Wait {
  readonly pending: readonly string[];
  readonly target: readonly string[];
}

/** The longest that anything takes in the lifecycle `fast`, with room for a busy machine. */
const DEADLINE_MS = 20_000;
const INTERVAL_MS = 150;

/**
 * Waits as Terraform does: a state that is neither pending nor a target is an error at once.
 *
 * @param stateNow the state of the thing; undefined when it is not found
 * @returns the states that were seen, each once
 */
export async function waitForState(
  stateNow: () => Promise<string | undefined>,
  { pending, target }: Wait,
): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const end = Date.now() + DEADLINE_MS; Date.now() < end; await sleep(INTERVAL_MS)) {
    const state = (await stateNow()) ?? 'not found';
    if (state !== seen.at(-1)) seen.push(state);
    if (target.includes(state)) return seen;
    if (!pending.includes(state))
      throw new Error(`unexpected state ${state}, wanted target ${target.join(', ')}`);
  }
  throw new Error(`timeout while waiting for ${target.join(', ')}: ${seen.join(' → ')}`);
}

/** Repeats a call while it is refused with that text, as clients do where something is on its way. */
export async function retryWhile<T>(text: string, call: () => Promise<T>, tries = 60): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await call();
    } catch (error) {
      if (left <= 1 || !(error instanceof Error && error.message.includes(text))) throw error;
    }
    await sleep(INTERVAL_MS);
  }
}

/** What the Terraform provider takes for gone: a refusal with these words. */
export const gone = (text: string) => (error: unknown) => {
  if (error instanceof BotoFault && error.message.includes(text)) return undefined;
  throw error;
};

/** The order in which sets are compared. */
export const byText = (a = '', b = '') => (a < b ? -1 : Number(a > b));
