import type { CustomerAgreement } from '../../model/types.gen.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * An account's agreements: those that the operator defined (guesses #46; no list is a list too), and those
 * that were given to the account alone. What the account has signed stays signed.
 *
 * @param defined names of the agreements that the operator asks of every account
 */
export function agreementsOf(
  defined: readonly string[],
  own: readonly CustomerAgreement[],
): readonly CustomerAgreement[] {
  const status = new Map(defined.map((name) => [name, 'unsigned']));
  for (const { agreementName, status: now } of own) {
    if (agreementName !== undefined) status.set(agreementName, now ?? 'unsigned');
  }
  return [...status].map(([agreementName, now]) => ({ agreementName, status: now }));
}

/**
 * What stands in the account's own row once `name` is signed: agreements that the operator defined stay the
 * operator's until then. Signing again changes nothing (GUESS).
 */
export function signAgreement(
  defined: readonly string[],
  own: readonly CustomerAgreement[],
  name: string | undefined,
): readonly CustomerAgreement[] | Refusal {
  // Optional in the model, without meaning when it is absent; the text is a GUESS.
  if (name === undefined) return refuse('agreementName is required');
  if (!agreementsOf(defined, own).some(({ agreementName }) => agreementName === name)) {
    // Text unknown: in house style, keeping `does not exist` (GUESS #1).
    return refuse(`Agreement ${name} does not exist.`);
  }
  const signed = { agreementName: name, status: 'signed' };
  const at = own.findIndex(({ agreementName }) => agreementName === name);
  return at === -1 ? [...own, signed] : own.with(at, signed);
}
