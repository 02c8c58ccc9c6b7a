/** Amazon's AS number on public virtual interfaces [UG26]. */
export const PUBLIC_AMAZON_ASN = 7224;

/** Regions with a legacy AS number of their own; that they hold for Direct Connect too: GUESS, fidelity 4.2. */
const LEGACY: Readonly<Record<string, number>> = {
  'eu-west-1': 9059,
  'ap-northeast-1': 10_124,
  'ap-southeast-1': 17_493,
};

/** What an allocated one shows until its owner has confirmed it: Amazon's public number of the Region [TFI#44208][CLI]. */
export function unconfirmedAmazonAsn(region: string): number {
  return LEGACY[region] ?? PUBLIC_AMAZON_ASN;
}
