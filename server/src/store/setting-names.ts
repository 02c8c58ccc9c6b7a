/** Names of stored settings that more than one room knows. */

/** How far a lab's clock is ahead of real time, in milliseconds. */
export const CLOCK_OFFSET = 'clock.offset';
/** Which edition of the lab's catalogue the store has. */
export const CATALOGUE = 'catalogue';
/** The agreements that the operator asks of every account: a JSON list of names. */
export const AGREEMENTS = 'agreements';
/** Something sealed with the key of the secrets: whoever can open it has the key. */
export const SECRETS_CHECK = 'secrets.check';

/** What belongs to the life of a lab, and so to its snapshots; the clock's offset is made anew from their time. */
export const TRAVELLING: readonly string[] = [CATALOGUE, AGREEMENTS];
