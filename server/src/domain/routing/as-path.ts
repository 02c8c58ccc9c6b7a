import { PUBLIC_AMAZON_ASN } from '../virtual-interface/amazon-asn.ts';

/** Whether an ASN is a private one: 64512 to 65534, 4200000000 to 4294967294 (fidelity 4.2) [UG26]. */
export function isPrivateAsn(asn: number): boolean {
  return (asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294);
}

/**
 * The path of a public route as the service uses it inside: a customer's private ASN is replaced by 7224, so that
 * prepending it has no effect (fidelity 6.2) [UG26]. A path that begins with a public one stays (GUESS).
 */
export function insidePath(asPath: readonly number[]): readonly number[] {
  const own = asPath.findIndex((asn) => !isPrivateAsn(asn));
  if (own === 0 || asPath.length === 0) return asPath;
  return [PUBLIC_AMAZON_ASN, ...(own < 0 ? [] : asPath.slice(own))];
}
