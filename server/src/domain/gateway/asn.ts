import { type Refusal, refuse } from '../refusal.ts';

/** The gateway's own AS number where none is asked for [M]. */
const STANDARD_ASN = 64_512;
/** Private AS numbers, inclusive [M][CFN]; the legacy ones of Amazon are refused [TFI#6242]. */
const RANGES = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
] as const;

/** The AS number of a new gateway; it never changes afterwards [M]. */
export function gatewayAsn(asked: number | undefined): number | Refusal {
  if (asked === undefined) return STANDARD_ASN;
  if (isGatewayAsn(asked)) return asked;
  // Text unknown (GUESS #1).
  return refuse(
    `Amazon side ASN ${asked} is not valid: ${RANGES.map(([from, to]) => `${from} to ${to}`).join(' or ')}`,
  );
}

/** Whether a gateway can have the AS number. */
export function isGatewayAsn(asn: number): boolean {
  return RANGES.some(([from, to]) => asn >= from && asn <= to);
}
