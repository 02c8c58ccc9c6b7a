import { type Refusal, refuse } from '../refusal.ts';

/**
 * What an account is to the partner programme: types as [M] has them. `undeclared` is an account of the lab that
 * nobody declared: it may call what partners call, but what it orders is a customer's (own rule).
 */
export type PartnerStanding = 'nonPartner' | 'v1' | 'v2' | 'undeclared';

/** An account's standing; in production an account that nobody declared is no partner (own rule). */
export function standingOf(
  declared: Exclude<PartnerStanding, 'undeclared'> | null | undefined,
  profile: 'lab' | 'production',
): PartnerStanding {
  return declared ?? (profile === 'lab' ? 'undeclared' : 'nonPartner');
}

/** Whether the account is declared a partner: then its LAGs carry hosted connections from the start [M]. */
export function isRegisteredPartner(standing: PartnerStanding): boolean {
  return standing === 'v1' || standing === 'v2';
}

/** Refuses what only partners may call. */
export function checkPartner(
  standing: PartnerStanding,
  account: string,
  region: string,
): Refusal | undefined {
  if (standing !== 'nonPartner') return undefined;
  // "Account 153891904029 is not an authorized Direct Connect partner in us-west-1." [provider-upjet-aws#279]
  return refuse(`Account ${account} is not an authorized Direct Connect partner in ${region}.`);
}

/**
 * The partner as the customer reads it. A real one is `Equinix:US-SV5`, with `Equinix` as the provider [BF]; here the
 * company stands before the location's code, because nothing tells a site's country (GUESS).
 */
export function partnerNameOf(company: string, location: string): string {
  return `${company}:${location}`;
}
