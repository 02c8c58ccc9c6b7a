/** The exceptions that a rule may answer with: those that the service models. */
export type RefusalCode =
  | 'DirectConnectClientException'
  | 'DuplicateTagKeysException'
  | 'TooManyTagsException'
  | 'LimitExceededException';

/**
 * A rule said no. Rules return refusals as values, so that they stay total functions and a test
 * can list every way in which a request may be turned down.
 */
export interface Refusal {
  readonly refused: RefusalCode;
  /** Exact text on the wire; carries its source tag, or GUESS, in a comment where it is written. */
  readonly message: string;
}

/** Turns a request down. Practically every refusal of the service is a client exception [M][TFI]. */
export function refuse(message: string, code: RefusalCode = 'DirectConnectClientException'): Refusal {
  return { refused: code, message };
}

/** Whether a decision is a refusal. */
export function isRefusal(decision: unknown): decision is Refusal {
  return typeof decision === 'object' && decision !== null && 'refused' in decision;
}
